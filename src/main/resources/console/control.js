// The sandbox's control API, which is there in development alone.
export async function control(path, method = 'GET', body) {
  const answer = await fetch(`/sandbox/control${path}`, {
    method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(await answer.text());
  }
  return answer.json();
}
