import { z } from 'zod';
import { halfLife } from './durations.js';
import { id, positiveAmount, text, textOrList } from './scalars.js';

const topicEvents = z
  .strictObject({
    declared: textOrList
      .prefault('preference.declared')
      .describe('Types of events by which a lead declares a topic.'),
    declined: textOrList
      .prefault('preference.declined')
      .describe('Types of events by which a lead declines a topic.'),
  })
  .prefault({})
  .describe('Events that declare or decline their topic. For each topic the latest word counts.');

export const interests = z
  .strictObject({
    property: text.prefault('topic').describe('Field of the events that names what they are about.'),
    topics: z
      .record(id, textOrList)
      .exactOptional()
      .describe('Topic -> values of the field that mean it. Without it every value is a topic of its own.'),
    half_life: halfLife.prefault('60d').describe('Time after which an interest has half its weight.'),
    weights: z
      .record(text, positiveAmount)
      .prefault({})
      .describe('Event type -> weight of one event; 1 for all other types.'),
    declared: text
      .prefault('interests')
      .describe('Field of the leads that holds declared topics, separated by ";" or ",".'),
    declined: text
      .prefault('declined_topics')
      .describe('Field of the leads that holds declined topics, separated by ";" or ",".'),
    events: topicEvents,
  })
  .exactOptional()
  .describe('What leads are interested in: declared topics, else those of their events, fading with time.');
