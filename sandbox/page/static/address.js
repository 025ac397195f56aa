// Who acts and where, kept in the address, so that a reload or a second tab begins there: #as=U1&at=C1&with=U2.

export function readAddress() {
  const said = new URLSearchParams(window.location.hash.slice(1));
  const sides = [["as", "at", "tab"], ["with", "to", "tab2"]].map(([who, place, tab]) => ({ who: said.get(who), place: said.get(place), tab: said.get(tab) }));
  return sides.filter((side) => side.who);
}

export function writeAddress(sides) {
  const said = new URLSearchParams();
  sides.forEach((side, index) => {
    const [who, place, tab] = index ? ["with", "to", "tab2"] : ["as", "at", "tab"];
    said.set(who, side.who);
    if (side.place) said.set(place, side.place);
    if (side.here?.kind === "app" && side.tab === "home") said.set(tab, "home");
  });
  window.history.replaceState(null, "", `#${said}`);
}
