import type { Container, ContainerDetail } from '../contract/container.ts';

/** A container for tests; its id and age come from one number, 1 being the newest. */
export function testContainer(number: number, differing: Partial<Container> = {}): Container {
  return {
    id: number.toString(16).padStart(64, '0'),
    name: `box-${number}`,
    image: 'alpine:3',
    imageId: 'sha256:00',
    command: 'sh',
    state: 'running',
    statusText: 'Up 3 hours',
    createdAtMs: 1_000_000 - number,
    ports: [],
    labels: {},
    ...differing,
  };
}

/** What is known of a container in tests beyond its row. */
export function testDetail(
  container: Container,
  differing: Partial<ContainerDetail> = {},
): ContainerDetail {
  return {
    container,
    isOomKilled: false,
    hasTty: false,
    isStdinOpen: false,
    startError: '',
    restartPolicy: 'no',
    workingDirectory: '/',
    user: '',
    mounts: [],
    networks: [],
    inspectText: '{}',
    ...differing,
  };
}
