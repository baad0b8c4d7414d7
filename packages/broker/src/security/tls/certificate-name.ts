import { CONTEXT_0, derValues, OBJECT_IDENTIFIER, oidOf, SEQUENCE, type DerValue } from './der.ts';

/** The attributes that RFC 2253 has names for; the others are written by their OIDs. */
const KEYWORDS = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
]);

/** Types of text: UTF8, Printable, T61, IA5, General, Universal and BMP. */
const TEXTS = new Set([0x0c, 0x13, 0x14, 0x16, 0x1b, 0x1c, 0x1e]);

/**
 * Who a certificate is for, as Java's X500Principal.getName() has it, which is how Kafka names a client: by RFC 2253, the last
 * part first, `CN=alice,OU=Engineering,O=Example\, Inc.,C=US`.
 * @param certificate - DER
 * @throws Error when it is no certificate
 */
export function certificateName(certificate: Uint8Array): string {
  const parts = derValues(subjectOf(Buffer.from(certificate))).map(({ content }) =>
    derValues(content).map(attributeText).join('+'),
  );
  return parts.reverse().join(',');
}

/** TBSCertificate: version (where it is not 1), serial number, signature, issuer, validity, subject (RFC 5280, 4.1). */
function subjectOf(certificate: Buffer): Buffer {
  const fields = derValues(inside(inside(certificate)));
  const subject = fields[fields[0]?.tag === CONTEXT_0 ? 5 : 4];
  if (subject?.tag !== SEQUENCE) throw new Error('no certificate: it has no subject');
  return subject.content;
}

function inside(text: Buffer): Buffer {
  const [first] = derValues(text);
  if (first?.tag !== SEQUENCE) throw new Error('no certificate');
  return first.content;
}

function attributeText({ content }: DerValue): string {
  const [type, value] = derValues(content);
  if (type?.tag !== OBJECT_IDENTIFIER || value === undefined)
    throw new Error('no certificate: an attribute without a type');
  const oid = oidOf(type.content);
  const keyword = KEYWORDS.get(oid);
  if (keyword === undefined || !TEXTS.has(value.tag)) return `${keyword ?? oid}=#${value.bytes.toString('hex')}`;
  // Java takes all of them for UTF-8.
  return `${keyword}=${escaped(value.content.toString('utf8'))}`;
}

function escaped(text: string): string {
  return text
    .replace(/[,=+<>#;"\\]/g, '\\$&')
    .replaceAll('\0', '\\00')
    .replace(/^[ \r]+|[ \r]+$/g, (blanks) => blanks.replace(/./gs, '\\$&'));
}
