/** How a call at the edge ends: as it should, without effect, with its effect but no answer, or never, with the function. */
export type Fate = 'works' | 'fails' | 'answer-lost' | 'dies';

/** A call that has been made and waits to be let through. */
interface Waiting {
  readonly invocation: number;
  readonly name: string;
  readonly pass: (fate: Fate) => void;
}

/** Every call of every invocation stops here until it is let through, in whichever order and with whichever fate. */
export function createGates() {
  const waiting: Waiting[] = [];
  const dead = new Set<number>();
  return {
    waiting,
    dead,
    /** Makes a call of an invocation wait; `lost` is thrown where it fails or its answer is lost. */
    through: async <T>(
      invocation: number,
      name: string,
      effect: () => T,
      lost: () => Error,
    ): Promise<Awaited<T>> => {
      const fate = await new Promise<Fate>((pass) => waiting.push({ invocation, name, pass }));
      if (fate === 'dies') {
        dead.add(invocation);
        return new Promise<never>(() => undefined);
      }
      if (fate === 'fails') throw lost();
      const answer = await effect();
      if (fate === 'answer-lost') throw lost();
      return answer;
    },
    /** Lets one call through, and everything run until the next calls wait; false: none waits. */
    release: async (pick: number, fate: Fate): Promise<boolean> => {
      const [one] = waiting.splice(pick % Math.max(1, waiting.length), 1);
      if (!one) return false;
      one.pass(fate);
      await settled();
      return true;
    },
  };
}

export type Gates = ReturnType<typeof createGates>;

/** Everything that can run without another call has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
