import { expect, test } from 'vitest';
import { readableInstruction, spreadInstruction } from './readable-instruction.ts';

const DIGEST = '4f'.repeat(32);

test.each([
  ['/bin/sh -c #(nop)  CMD ["python3"]', 'CMD', '["python3"]'],
  [`/bin/sh -c #(nop) ADD file:${DIGEST} in / `, 'ADD', 'file:4f4f4f4f in /'],
  [
    '/bin/sh -c apt-get update   &&\tapt-get install -y curl',
    'RUN',
    'apt-get update && apt-get install -y curl',
  ],
  ['RUN /bin/sh -c pip install torch # buildkit', 'RUN', 'pip install torch'],
  ['RUN /bin/bash -o pipefail -c curl x | tar xz # buildkit', 'RUN', 'curl x | tar xz'],
  ['RUN |2 TARGETARCH=amd64 FLAGS=-O2 -g /bin/sh -c make # buildkit', 'RUN', 'make'],
  ['|1 V=3 /bin/sh -c make install', 'RUN', 'make install'],
  ['COPY . /app # buildkit', 'COPY', '. /app'],
  ['WORKDIR /app', 'WORKDIR', '/app'],
  ['ENV PATH=/bin/sh -c:/x', 'ENV', 'PATH=/bin/sh -c:/x'],
  ['bazel build ...', '', 'bazel build ...'],
  ['', '', ''],
])('%s', (raw, verb, text) => {
  expect(readableInstruction(raw)).toMatchObject({ verb, text });
});

test('build arguments are kept apart, and a chain of commands gets a line each', () => {
  const raw = 'RUN |2 A=1 B=two words /bin/sh -c cd /src && make && rm -rf /src # buildkit';
  expect(readableInstruction(raw).buildArguments).toBe('A=1 B=two words');
  expect(spreadInstruction(raw)).toBe(
    'RUN cd /src \\\n && make \\\n && rm -rf /src\n\nBuild arguments: A=1 B=two words',
  );
  expect(spreadInstruction('COPY a && b')).toBe('COPY a && b');
});
