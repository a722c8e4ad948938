/*
 * Pages written for Tailwind's older script set `tailwind.config`. The one that they get reads style sheets instead: what
 * such a page says of colours, fonts and dark mode is put into one.
 */
interface Config {
  readonly darkMode?: unknown;
  readonly theme?: Theme & { readonly extend?: Theme };
}

type Values = Readonly<Record<string, unknown>>;
type Theme = Readonly<Record<string, Values | undefined>>;

/** What the older script called a part of the theme, and what it is called now. */
const names: Readonly<Record<string, string>> = {
  colors: 'color',
  fontFamily: 'font',
  fontSize: 'text',
  spacing: 'spacing',
  borderRadius: 'radius',
  boxShadow: 'shadow',
  screens: 'breakpoint',
};

Object.defineProperty(window, 'tailwind', {
  value: {
    set config(config: Config) {
      const sheet = document.createElement('style');
      sheet.type = 'text/tailwindcss';
      sheet.textContent = sheetOf(config);
      document.head.append(sheet);
    },
  },
  configurable: true,
});

function sheetOf({ darkMode, theme = {} }: Config): string {
  const { extend = {}, ...whole } = theme;
  const parts = [whole, extend].flatMap((part) =>
    Object.entries(part).flatMap(([key, values]) => {
      const name = names[key];
      return name === undefined || typeof values !== 'object' ? [] : declarations(`--${name}`, values);
    }),
  );
  const dark = [darkMode].flat()[0] === 'class' ? '@custom-variant dark (&:where(.dark, .dark *));' : '';
  return `@import "tailwindcss";\n${dark}\n@theme {\n${parts.join('\n')}\n}`;
}

function declarations(name: string, values: Values): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const own = key === 'DEFAULT' ? name : `${name}-${key.replaceAll('.', '_')}`;
    if (Array.isArray(value)) return [`${own}: ${value.filter((one) => typeof one === 'string').join(', ')};`];
    if (typeof value === 'object' && value !== null) return declarations(own, value as Values);
    return typeof value === 'string' || typeof value === 'number' ? [`${own}: ${value};`] : [];
  });
}
