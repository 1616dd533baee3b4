import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteConfig } from 'vitepress';

/**
 * The strictest content security policy under which pages, search, theme and live pages work. WebAssembly needs
 * 'wasm-unsafe-eval'; MathJax and Vue set styles on elements.
 */
export function contentSecurityPolicy(inlineScripts: Iterable<string>): string {
  const hashes = [...inlineScripts].map((script) => {
    const digest = createHash('sha256').update(script).digest('base64');
    return `'sha256-${digest}'`;
  });
  return [
    `default-src 'self'`,
    ['script-src', `'self'`, `'wasm-unsafe-eval'`, ...hashes].join(' '),
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `worker-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
  ].join('; ');
}

/** The texts of a page's scripts that stand in it. */
function inlineScripts(html: string): string[] {
  return [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);
}

/** Writes `_headers`, which static hosts read, beside the built pages. The report is a page of its own, made elsewhere. */
export function writeHeaders({ outDir, site }: SiteConfig): void {
  const pages = readdirSync(outDir, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.html') && !file.endsWith('report.html'),
  );
  const scripts = new Set(pages.flatMap((file) => inlineScripts(readFileSync(join(outDir, file), 'utf8'))));
  const policy = contentSecurityPolicy(scripts);
  writeFileSync(join(outDir, '_headers'), `${site.base}*\n  Content-Security-Policy: ${policy}\n`);
}
