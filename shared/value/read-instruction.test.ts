import { expect, it } from 'vitest';
import { readInstruction } from './read-instruction.ts';

it.each([
  ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD', '["bash"]'],
  ['/bin/sh -c #(nop) ADD file:ab12 in / ', 'ADD', 'file:ab12 in /'],
  ['/bin/sh -c #(nop)  EXPOSE 80', 'EXPOSE', '80'],
  [
    '/bin/sh -c apt-get update   && apt-get install -y git',
    'RUN',
    'apt-get update && apt-get install -y git',
  ],
  ['|2 A=1 B=two words /bin/sh -c make', 'RUN', 'make'],
  ['RUN /bin/sh -c pip install torch # buildkit', 'RUN', 'pip install torch'],
  ['RUN |1 CUDA=12.6 /bin/sh -c echo $CUDA # buildkit', 'RUN', 'echo $CUDA'],
  ['RUN /bin/bash -o pipefail -c set -x # buildkit', 'RUN', 'set -x'],
  ['COPY . /app # buildkit', 'COPY', '. /app'],
  ['ENV PATH=/opt/bin:/bin', 'ENV', 'PATH=/opt/bin:/bin'],
  ['EXPOSE map[8888/tcp:{} 9/udp:{}]', 'EXPOSE', '8888/tcp 9/udp'],
  ['WORKDIR /w', 'WORKDIR', '/w'],
  ['sh -c dd if=/dev/zero', '', 'sh -c dd if=/dev/zero'],
  ['', '', ''],
])('%j is %s %s', (createdBy, keyword, words) => {
  expect(readInstruction(createdBy)).toEqual({ keyword, words });
});
