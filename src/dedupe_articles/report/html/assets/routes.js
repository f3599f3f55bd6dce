// The address of what is shown: `#/findings?relation=derived`. Links and the back button work.

/** What the address names: the parts of its path and its parameters. */
export function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { parts: path.split("/").filter(Boolean), query: new URLSearchParams(query) };
}

/** The address of a view. */
export function href(path, parameters = {}) {
  const query = new URLSearchParams(
    Object.entries(parameters).filter(([, value]) => value !== "" && value !== null),
  ).toString();
  return `#/${path}${query ? `?${query}` : ""}`;
}

export function go(address) {
  location.hash = address;
}

/** Change the parameters of the address without a step in the history. */
export function rewrite(address) {
  history.replaceState(null, "", address);
}
