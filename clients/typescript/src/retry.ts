/** How often to ask again, and how long to wait at most. */
export interface Patience {
  readonly retries: number;
  /** Milliseconds. */
  readonly longestWait: number;
  readonly signal: AbortSignal | undefined;
}

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** The first wait without `Retry-After`, in milliseconds; each further one is twice as long. */
const FIRST_WAIT = 250;

/**
 * Sends until there is an answer other than 429 and 503, or the retries are used up, or the server asks for more patience
 * than there is. Then the last answer counts. Whatever this client sends only reads, so it may be sent again.
 */
export async function persistently(send: () => Promise<Answer>, patience: Patience): Promise<Answer> {
  for (let tried = 0; ; tried += 1) {
    const last = tried >= patience.retries;
    let asked: number | null = null;
    try {
      const answer = await send();
      if (last || (answer.status !== 429 && answer.status !== 503)) return answer;
      asked = retryAfter(answer.headers);
      if (asked !== null && asked * 1000 > patience.longestWait) return answer;
    } catch (error) {
      if (last || patience.signal?.aborted) throw error;
    }
    // Many clients that were turned away together must not come back together.
    const backOff = Math.min(FIRST_WAIT * 2 ** tried, patience.longestWait) * (0.5 + Math.random() / 2);
    await wait(asked === null ? backOff : asked * 1000, patience.signal);
  }
}

/** Seconds that the server asks to wait: it may say so in seconds or by a date. */
export function retryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, milliseconds);
    if (signal?.aborted) aborted();
    signal?.addEventListener('abort', aborted, { once: true });
  });
}
