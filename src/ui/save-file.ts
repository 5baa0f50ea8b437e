/** Has the browser save a text as a file. */
export function saveText(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  saveAddress(name, url);
  // The browser has read it by the next turn of the event loop; a second is more than that.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 1_000);
}

/** Has the browser download an address; `name` is what the file is called where the server does not say. */
export function saveAddress(name: string, url: string): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.rel = "noopener";
  document.body.append(link);
  link.click();
  link.remove();
}
