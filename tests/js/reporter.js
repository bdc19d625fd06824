/* What "make js" shows of the unit tests: every failure, and one line with their number. */

/** Whether an event is one of a test, and not of the file that it stands in. */
function isTest({ data }) { return data.details?.type !== 'suite' && !data.name.endsWith('.js'); }

/** What went wrong, in words and with its place. */
function fault(error) { return (error.cause ?? error).stack ?? String(error); }

export default async function* report(events) {
  const counts = { 'test:pass': 0, 'test:fail': 0 };
  for await (const event of events) {
    const { type, data } = event;
    if (type === 'test:fail') { yield `FAILED ${data.name}\n${fault(data.details.error)}\n`; }
    if (type === 'test:stderr') { yield data.message; }
    if (type in counts && isTest(event)) { counts[type] += 1; }
  }
  yield `Unit tests of the scripts: ${counts['test:pass']} passed, ${counts['test:fail']} failed\n`;
}
