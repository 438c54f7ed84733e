/** Hands a file that was made here to the browser, to keep where downloads go. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Chrome reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
