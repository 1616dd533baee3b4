import { fail, show } from '../check';
import { redact } from './address';

/** Throws what an error of Redis, or of the connection to it, means and what to do about it. */
export function failRedis(error: unknown, address: string): never {
  const said = show(error).replace(/\.$/, '');
  const code = (error as NodeJS.ErrnoException | null)?.code;
  const [, remedy] = remedies.find(([pattern]) => pattern.test(`${code} ${said}`)) ?? [];
  // No cause: ioredis's errors hold the command, and with it the password.
  return fail('withRedis', `Redis at ${redact(address)} must do what it is asked`, said, remedy);
}

/** Whether Redis has refused a command, and will refuse it again. */
export function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ReplyError' &&
    !/^(LOADING|BUSY|TRYAGAIN|UNBLOCKED)/.test(error.message)
  );
}

const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /WRONGPASS|NOAUTH/,
    'put the right password into the address, redis://:password@host, or into the environment variable REDISCLI_AUTH',
  ],
  [/OOM/, 'raise its maxmemory, or make room there, and start again; what is recorded stays'],
  [/MISCONF/, 'make room on its disk, and start again'],
  [/NOPERM/, "allow this user all commands on the keys 'backdrop:*'"],
  [/READONLY/, 'this is a replica: give the address of the primary'],
  [/DB index/, 'the path of the address is the number of a database'],
  [
    /CERT|certificate/i,
    'name the certificate that signed it in the environment variable NODE_EXTRA_CA_CERTS',
  ],
  [
    /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|no answer/,
    'start it, or correct --queue: rediss:// is for a port with TLS, redis:// for one without',
  ],
];
