/** Does something that may fail while another error is told; returns whether it did not. */
export function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}
