import { canonicalEventTypes } from '../../model/fields.js';

/**
 * The canonical type that a name in a file leaves no doubt about. `email` says that the file is about e-mail, where a bare
 * `open` or `click` has one meaning.
 */
export function canonicalTypeOf(name: string, email: boolean): string | undefined {
  const words = wordsOf(name);
  const known = canonicalEventTypes.find((type) => wordsOf(type) === words);
  return known ?? phrases.get(words) ?? (email ? emailWords.get(words) : undefined);
}

/** `Email_Opened`, `emailOpened` and `email opened` are one name. */
function wordsOf(name: string): string {
  return name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function namesFor(types: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(types).flatMap(([type, names]) => names.map((name) => [name, type] as const)),
  );
}

const phrases = namesFor({
  'email.sent': ['sent email', 'send email'],
  'email.delivered': ['received email', 'email received', 'delivered email'],
  'email.bounced': ['bounced email', 'email bounce', 'hard bounce', 'soft bounce'],
  'email.opened': ['opened email', 'email open', 'open email', 'e mail geöffnet'],
  'email.clicked': [
    'clicked email',
    'email click',
    'email link clicked',
    'clicked link in email',
    'e mail geklickt',
  ],
  'email.replied': ['replied to email', 'email reply'],
  'email.complained': [
    'marked email as spam',
    'email marked as spam',
    'spam report',
    'spam complaint',
    'spamreport',
  ],
  'email.unsubscribed': ['unsubscribed', 'unsubscribe', 'group unsubscribe', 'unsubscribed from email'],
  'page.viewed': ['page view', 'pageview', 'viewed page', 'seite gesehen', 'seitenaufruf', '浏览页面'],
  'form.submitted': [
    'form submit',
    'form submission',
    'submitted form',
    'filled out form',
    'formular gesendet',
  ],
  'cart.abandoned': ['abandoned cart', 'cart abandonment'],
  'purchase.completed': ['placed order', 'order completed', 'order placed', 'purchase'],
});

const emailWords = namesFor({
  'email.queued': ['processed', 'request', 'accepted', 'queued', 'attempted'],
  'email.sent': ['sent', 'send'],
  'email.delivered': ['delivered', 'delivery'],
  'email.deferred': ['deferred', 'deferral', 'delivery delay'],
  'email.bounced': ['bounce', 'bounced'],
  'email.rejected': ['dropped', 'reject', 'rejected', 'blocked', 'invalid email'],
  'email.failed': ['error', 'failed', 'rendering failure'],
  'email.opened': ['open', 'opened', 'unique opened', 'proxy open', 'unique proxy open'],
  'email.clicked': ['click', 'clicked'],
  'email.complained': ['spam', 'complaint', 'complained', 'spammed'],
  'email.unsubscribed': ['unsub', 'unsubscribed', 'unsubscribe'],
  'email.subscribed': ['subscribed', 'group resubscribe', 'list addition'],
});
