import { refuse } from '../check';

const form =
  'redis://host:6379, or rediss://user:password@host:6379/1 with TLS, a password and the number of a database';

/** The address without what may be a password: the user's part and the options. */
export function redact(address: string): string {
  return address.replace(/^(\w+:\/\/)?.*@/s, '$1').replace(/\?.*/s, '');
}

/** @throws RangeError when this is not the address of a Redis database; the message shows no password. */
export function checkAddress(address: string, caller = 'checkAddress'): void {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^rediss?:$/.test(url.protocol) || url.hostname === '' || !/^\/?\d*$/.test(url.pathname)) {
    refuse(caller, `--queue must be an address such as ${form}`, redact(address));
  }
}
