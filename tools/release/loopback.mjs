const local = ['127.0.0.1', '[::1]'];

/**
 * A registry on this machine, as npm has to be told of it: npm takes a registry of our scope from any .npmrc before `--registry`, and
 * knows a token by an address that ends with a slash.
 *
 * @param {string} address @returns {{ url: string, npmrc: string }}
 */
export function loopbackRegistry(address) {
  const { href } = new URL(address);
  const url = href.endsWith('/') ? href : `${href}/`;
  return {
    url,
    npmrc: `@backdropjs:registry=${url}\n${url.slice('http:'.length)}:_authToken=loopback\n`,
  };
}

/**
 * Throws unless a registry is on this machine: its address is a loopback address, and it answers itself, not by sending elsewhere.
 *
 * @param {string} registry - an address as in .npmrc
 */
export async function assertLoopback(registry) {
  const { hostname } = new URL(registry);
  if (!local.includes(hostname)) {
    throw new Error(
      `publish: the registry's host must be 127.0.0.1 or ::1, got ${hostname}; a rehearsal publishes nowhere else`,
    );
  }
  const { status, headers } = await fetch(new URL('-/ping', registry), { redirect: 'manual' });
  if (status >= 300 && status < 400) {
    throw new Error(
      `publish: the registry must answer itself, got a redirect to ${headers.get('location')}; a rehearsal publishes nowhere else`,
    );
  }
}
