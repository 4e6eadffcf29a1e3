import { simulated } from "./targets.ts";
import { wholeStory } from "./whole-story.ts";

wholeStory(simulated);
