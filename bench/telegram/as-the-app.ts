import { keepYoungSpaceSmall } from "../../packages/pointsman/src/small-heap.ts";

// Imported first: `pointsman run` does this before it loads anything, else V8 takes 32 MB and more for young objects once it
// was busy, and keeps them. As a flag on the command line it does nothing.
keepYoungSpaceSmall();
