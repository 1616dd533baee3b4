// The pages as Markdown beside the built ones, and lists of them for language models: `llms.txt` and `llms-full.txt`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SiteConfig } from 'vitepress';

/** A page with the files that it shows and includes in their place. */
function resolved(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/^<!--@include: (\S+?)-->$/gm, (_, file: string) =>
      readFileSync(join(dirname(path), file), 'utf8'),
    )
    .replace(
      /^<<< (\S+?)(?:#(\w+))?(?:\{(\w+)\})?$/gm,
      (_, file: string, region?: string, language?: string) => {
        const text = readFileSync(join(dirname(path), file), 'utf8');
        const [, part] = region
          ? new RegExp(`// #region ${region}\\n([\\s\\S]*?)// #endregion`).exec(text)!
          : [text, text];
        return `\`\`\`${language ?? file.split('.').at(-1)}\n${part!.trimEnd()}\n\`\`\``;
      },
    );
}

/** An entry of a page's front matter. */
function field(text: string, name: string): string | undefined {
  const [head] = text.split('\n---\n');
  const [, value] = new RegExp(`^${name}: (.*)$`, 'm').exec(head!) ?? [];
  return value?.replace(/^["']|["']$/g, '');
}

/** Pages that a reader goes through, in full in `llms-full.txt`; of the others, it has the links. */
const isRead = (page: string) =>
  /^(learn|recipes|packages)\/|^(faq|troubleshooting|versions)\.md$|^reference\/errors/.test(page);

export function writeMarkdown({ srcDir, outDir, pages, site }: SiteConfig): void {
  const shown = pages.filter((page) => page !== 'index.md' && !page.startsWith('results/')).sort();
  const entries = shown.map((page) => {
    const text = resolved(join(srcDir, page));
    mkdirSync(dirname(join(outDir, page)), { recursive: true });
    writeFileSync(join(outDir, page), text);
    const title = field(text, 'title') ?? /^# (.*)$/m.exec(text)?.[1] ?? page;
    return { page, text, line: `- [${title}](${site.base}${page}): ${field(text, 'description') ?? ''}` };
  });
  const head = `# ${site.title}\n\n> ${site.description}\n`;
  writeFileSync(join(outDir, 'llms.txt'), `${head}\n${entries.map(({ line }) => line).join('\n')}\n`);
  const full = entries.filter(({ page }) => isRead(page)).map(({ text }) => text);
  writeFileSync(join(outDir, 'llms-full.txt'), `${head}\n${full.join('\n\n')}\n`);
}
