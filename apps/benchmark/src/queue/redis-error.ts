import { redact } from './address';

/** What an error of Redis, or of the connection to it, means and what to do about it. */
export function explainRedisError({ code, message }: NodeJS.ErrnoException, address: string): Error {
  const [, remedy] = remedies.find(([pattern]) => pattern.test(`${code} ${message}`)) ?? [];
  const sentence = message.endsWith('.') ? message : `${message}.`;
  // No cause: ioredis's errors hold the command, and with it the password.
  return new Error(`Redis at ${redact(address)}: ${[sentence, remedy].filter(Boolean).join(' ')}`);
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
    'Put the right password into the address, redis://:password@host, or into the environment variable REDISCLI_AUTH.',
  ],
  [/OOM/, 'Raise its maxmemory, or make room there, and start again; what is recorded stays.'],
  [/MISCONF/, 'Make room on its disk, and start again.'],
  [/NOPERM/, "Allow this user all commands on the keys 'backdrop:*'."],
  [/READONLY/, 'This is a replica: give the address of the primary.'],
  [/DB index/, 'The path of the address is the number of a database.'],
  [
    /CERT|certificate/i,
    'Name the certificate that signed it in the environment variable NODE_EXTRA_CA_CERTS.',
  ],
  [
    /ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|no answer/,
    'Start it, or correct --queue: rediss:// is for a port with TLS, redis:// for one without.',
  ],
];
