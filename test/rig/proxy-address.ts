import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** A place to listen or to connect: a unix socket or a tcp port. */
export type ProxyAddress =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number };

/** Opens a connection that may be closed one side at a time. */
export function connectTo(address: ProxyAddress): Socket {
  const place = 'socketPath' in address ? { path: address.socketPath } : address;
  return connect({ ...place, allowHalfOpen: true, noDelay: true });
}
