import type { FeatureName } from "./features";
import type { Random } from "./random";

export type Exchange = { system: string; prompt: string; answer: string };

type Line = readonly [prompt: string, answer: string];

const SYSTEM: Record<FeatureName, string> = {
  spellcheck: "Correct spelling and grammar. Keep the author's voice. Answer with the corrected text only.",
  chat: "You are Inkwell, a writing assistant. Be brief and concrete.",
  summarize: "Summarise the document for a busy reader in at most five bullet points.",
  translate: "Translate. Keep formatting, names and tone.",
  search: "Answer from the passages given. Cite them as [1], [2]. Say so when they do not contain the answer.",
  agent: "You can call the tools read_file, write_file and search. Work step by step and stop when the task is done.",
  extract: "Return JSON with the fields company, date, total and currency. Use null for what is not there.",
};

const LINES: Record<FeatureName, readonly [Line, ...Line[]]> = {
  spellcheck: [
    ["Their going to {city} on {day}, weather permiting.", "They're going to {city} on {day}, weather permitting."],
    [
      "I recieved you're note about {product} and will definately reply tommorow.",
      "I received your note about {product} and will definitely reply tomorrow.",
    ],
    ["We was hoping {name} could of joined us in {city}.", "We were hoping {name} could have joined us in {city}."],
    [
      "The {product} launch effected alot of our custumers on {day}.",
      "The {product} launch affected a lot of our customers on {day}.",
    ],
    [
      "Pls find atached the agenda for {day}, {name} will persent first.",
      "Please find attached the agenda for {day}; {name} will present first.",
    ],
    [
      "Its been {number} weeks and the café in {city} hasnt open yet.",
      "It's been {number} weeks and the café in {city} hasn't opened yet.",
    ],
  ],
  chat: [
    [
      "Give me three subject lines for an email about {product}.",
      "1. {product}, ready when you are\n2. What changed in {product} this week\n3. {number} minutes to a better {product}",
    ],
    [
      "How do I tell {name} politely that the draft needs another round?",
      'Thank them for the draft, name the one thing that works, then ask for a single change by {day}: "Could you tighten the opening by {day}?"',
    ],
    ["Make this sound less formal: We hereby inform you that {product} is available.", "Good news: {product} is here."],
    [
      "Write a short bio for {name}, who runs a bakery in {city}.",
      "{name} bakes in {city}, starts at four and has never once regretted it. Sourdough on weekdays, cardamom buns on {day}s.",
    ],
    [
      "What is a good title for an article about working from {city}?",
      '"A desk in {city}": plain, a little romantic, and it says where we are.',
    ],
    ["Shorter, please. And mention {day}.", 'Done: "See you on {day}. Bring the draft, we bring coffee."'],
    [
      "Explain what a call to action is, with an example for {product}.",
      'It is the one thing you want the reader to do next. For {product}: "Try it on your next draft".',
    ],
  ],
  summarize: [
    [
      "Summarise the minutes of the {product} meeting in {city}.",
      "- {product} ships on {day}\n- {name} owns the migration\n- Budget stays as it is\n- {number} open questions go to legal",
    ],
    [
      "Summarise this {number}-page report on customer interviews.",
      "- Customers in {city} value speed over features\n- Onboarding takes {number} days, most of it waiting\n- {product} is known, its price is not",
    ],
    [
      "What are the key points of the attached contract with {name}?",
      "- Term: {number} months, renewed silently\n- Notice: 90 days in writing\n- Liability is capped at one year's fees\n- Venue: {city}",
    ],
  ],
  translate: [
    [
      "Translate to German: {product} will be unavailable on {day} between 8 and 9.",
      "{product} ist am {day} zwischen 8 und 9 Uhr nicht erreichbar.",
    ],
    ["Translate to French: Welcome to our shop in {city}.", "Bienvenue dans notre boutique à {city}."],
    [
      "Translate to Spanish: {name} will call you back within {number} hours.",
      "{name} le devolverá la llamada en un plazo de {number} horas.",
    ],
    ["Translate to Japanese: Thank you for trying {product}.", "{product}をお試しいただきありがとうございます。"],
  ],
  search: [
    [
      "Where do we keep the style guide for {product}?",
      "In the handbook, chapter {number} [1]. {name} maintains it [2].",
    ],
    ["Who approved the {city} budget?", "{name} approved it on {day} [1]."],
    [
      "What is our refund policy for {product}?",
      "Refunds are possible within {number} days of purchase [1]; for teams the contract applies [3].",
    ],
    [
      "When did we last change the price of {product}?",
      "The passages do not say. The latest price list [2] is from {day}.",
    ],
  ],
  agent: [
    [
      "Collect last week's feedback on {product} and draft a reply to {name}.",
      "I found {number} messages about {product}. Draft written to replies/{number}.md; the recurring point is export speed.",
    ],
    [
      "Rename {product} everywhere in the {city} brochure.",
      "Renamed in {number} places across three files. Two mentions are inside images and need a designer.",
    ],
    [
      "Check every link in the {product} guide and fix the broken ones.",
      "Checked {number} links; two were broken and now point to the new handbook.",
    ],
    [
      "tool result: search returned {number} documents about {product}.",
      "Reading the newest first: notes-{number}.md, then the {city} brief.",
    ],
    ["tool result: file written.", "Next I compare the draft with the style guide before I hand it to {name}."],
  ],
  extract: [
    [
      "Invoice from {name} Ltd, {city}, dated {day}. Total due: EUR {number}40.00",
      '{"company":"{name} Ltd","date":"{day}","total":{number}40,"currency":"EUR"}',
    ],
    [
      "Receipt {number}17, {product} subscription, {city}, paid on {day}.",
      '{"company":"{product}","date":"{day}","total":null,"currency":null}',
    ],
    [
      "{name} & Sons, delivery note {number}, no amount stated.",
      '{"company":"{name} & Sons","date":null,"total":null,"currency":null}',
    ],
  ],
};

const WORDS = {
  city: ["Lisbon", "Hamburg", "Lyon", "Austin", "Kyoto", "Recife", "Leeds", "Pune", "Montréal", "Zürich"],
  day: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
  name: ["Amara", "Jonas", "Chloé", "Mateus", "Priya", "Kenji", "Søren", "Ines", "Tom", "Wanjiru"],
  product: ["Inkwell", "the newsletter", "Draftboard", "the spring catalogue", "Margin Notes", "the handbook"],
} as const;

/** One believable question and answer for a feature. */
export function converse(feature: FeatureName, random: Random): Exchange {
  const [prompt, answer] = random.pick(LINES[feature]);
  const words = new Map<string, string>([
    ["{city}", random.pick(WORDS.city)],
    ["{day}", random.pick(WORDS.day)],
    ["{name}", random.pick(WORDS.name)],
    ["{product}", random.pick(WORDS.product)],
    ["{number}", String(random.int(2, 48))],
  ]);
  const fill = (text: string) => text.replace(/\{\w+\}/g, (slot) => words.get(slot) ?? slot);
  return { system: SYSTEM[feature], prompt: fill(prompt), answer: fill(answer) };
}
