import { describe, expect, it } from 'vitest';
import { readShellChoice } from './shell-choice.ts';

const NOTHING = { shell: '', user: '', directory: '', environment: '' };

describe('readShellChoice', () => {
  it('takes nothing for the container’s own', () => {
    expect(readShellChoice({ ...NOTHING, user: '  ', environment: '\n \n' })).toEqual({
      choice: {},
      errors: {},
    });
  });

  it('reads every field; a value keeps its spaces and equal signs', () => {
    const text = {
      shell: ' /usr/bin/zsh ',
      user: '1000:100',
      directory: '/home/jovyan/my work',
      environment: 'A=1\r\n\nB= x=y \nC=',
    };
    expect(readShellChoice(text).choice).toEqual({
      shell: '/usr/bin/zsh',
      user: '1000:100',
      directory: '/home/jovyan/my work',
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: ' x=y ' },
        { name: 'C', value: '' },
      ],
    });
  });

  it.each(['bash', 'zsh', '/bin/sh', '/opt/my shell'])('takes the shell %s', (shell) => {
    expect(readShellChoice({ ...NOTHING, shell }).choice).toEqual({ shell });
  });

  it.each([
    ['shell', './bash'],
    ['shell', 'bash -l'],
    ['shell', '/bin/\u0007sh'],
    ['user', 'a:b:c'],
    ['user', 'a b'],
    ['user', ':100'],
    ['directory', 'work'],
    ['environment', '=1'],
    ['environment', 'NAME'],
    ['environment', 'A=1\nmy name=2'],
  ] as const)('says at the field %s what is wrong with “%s”', (field, value) => {
    const { choice, errors } = readShellChoice({ ...NOTHING, [field]: value });
    expect(choice).toBeUndefined();
    expect(Object.keys(errors)).toEqual([field]);
    expect(errors[field]).toMatch(/\.$/);
  });

  it('names the line', () => {
    const { errors } = readShellChoice({ ...NOTHING, environment: 'A=1\n\nB' });
    expect(errors.environment).toBe('Line 3 is not NAME=value.');
  });
});
