import { useLanguage } from '../language';

interface Unit {
  code: string;
  name: string;
}

interface Words {
  /** Short, as in a text; exact unless `rough`. */
  brief: string;
  /** With every digit. */
  full: string;
}

/** Formats a percentage with two decimals, and with all of them. */
export function usePercent(): (value: string) => Words {
  const locale = useLanguage() === 'ZH' ? 'zh-CN' : 'en';
  return (value) => {
    const digits = value as Intl.StringNumericLiteral;
    const upTo = (maximumFractionDigits: number) =>
      `${new Intl.NumberFormat(locale, { maximumFractionDigits }).format(digits)}%`;
    return { brief: upTo(2), full: upTo(20) };
  };
}

/**
 * Formats an exact decimal with its unit. The formatter takes it as text, so no digit is lost in a float. `rough` keeps
 * six digits, for averages.
 */
export function useDecimal(): (value: string, unit?: Unit, rough?: boolean) => Words {
  const language = useLanguage();
  const locale = language === 'ZH' ? 'zh-CN' : 'en';
  return (value, unit, rough = false) => {
    const digits = value as Intl.StringNumericLiteral;
    const brief = new Intl.NumberFormat(locale, {
      notation: 'compact',
      compactDisplay: 'long',
      ...(rough ? { maximumSignificantDigits: 6 } : { maximumFractionDigits: 20 }),
    });
    const full = new Intl.NumberFormat(locale, { maximumFractionDigits: 20 });
    const of = (number: string) => {
      if (!unit) return number;
      if (language === 'ZH') return number + unit.name;
      // "14 count" is no English.
      return unit.code === 'count' ? number : `${number} ${unit.name}`;
    };
    return { brief: of(brief.format(digits)), full: of(full.format(digits)) };
  };
}
