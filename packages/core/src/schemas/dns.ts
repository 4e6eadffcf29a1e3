import { z } from "zod";

const dnsRecordShape = z.looseObject({
  name: z.string(),
  /** The number of the record type: 1 = A, 28 = AAAA. */
  type: z.number(),
  /** Seconds. */
  TTL: z.number(),
  /** Presentation format: `10 mail.example.com.` */
  data: z.string(),
});

/** One resource record. */
export interface DnsRecord extends z.output<typeof dnsRecordShape> {}
export const DnsRecord: z.ZodType<DnsRecord> = dnsRecordShape;

const dnsQuestionShape = z.looseObject({ Name: z.string(), Qtype: z.number(), Qclass: z.number() });

/** The question as it was understood; `Name` ends in a dot. */
export interface DnsQuestion extends z.output<typeof dnsQuestionShape> {}
export const DnsQuestion: z.ZodType<DnsQuestion> = dnsQuestionShape;

const dnsAnswerShape = z.looseObject({
  /** 0 = no error, 3 = no such name: both are answers, not failures. */
  Status: z.number(),
  Question: z.array(DnsQuestion).nullable().exactOptional(),
  TC: z.boolean().exactOptional(),
  RD: z.boolean().exactOptional(),
  RA: z.boolean().exactOptional(),
  AD: z.boolean().exactOptional(),
  CD: z.boolean().exactOptional(),
  Answer: z.array(DnsRecord).nullable().exactOptional(),
  Authority: z.array(DnsRecord).nullable().exactOptional(),
  Additional: z.array(DnsRecord).nullable().exactOptional(),
});

/** What the core's resolver said, its cache included, fake addresses and hosts not. */
export interface DnsAnswer extends z.output<typeof dnsAnswerShape> {}
export const DnsAnswer: z.ZodType<DnsAnswer> = dnsAnswerShape;
