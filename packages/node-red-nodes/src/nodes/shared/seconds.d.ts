/** A stored number of seconds, in ms. Throws `FlowError` where it is none, or out of range. */
export declare function intervalOf(stored: unknown, fallback: string): number;
/** A stored whole number, from 1 on. Throws `FlowError` where it is none. */
export declare function countOf(stored: unknown, fallback: string, max: number): number;
/** A stored choice. Throws `FlowError` where it is not one of them. */
export declare function choiceOf<Choice extends string>(stored: unknown, choices: readonly Choice[], fallback: Choice): Choice;
//# sourceMappingURL=seconds.d.ts.map