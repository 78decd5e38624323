// What the service says about itself: how one signs in, and whether the sandbox is there.
export const settings = { sign_in: { kind: 'token' }, sandbox: false };

export async function loadSettings() {
  const answer = await fetch('/console/config.json', { cache: 'no-store' });
  if (!answer.ok) {
    throw new Error(`The console's settings could not be read (${answer.status}).`);
  }
  Object.assign(settings, await answer.json());
}
