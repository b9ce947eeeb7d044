// Shows the tiles as they come and tells the server which one was pressed.
export default function ({ data, parentElement, setTriggerValue }) {
  let map = parentElement.querySelector(".shown");
  if (!map) {
    map = document.createElement("div");
    map.className = "shown";
    parentElement.appendChild(map);
  }
  if (map.innerHTML !== data.html) map.innerHTML = data.html;
  map.onclick = (event) => {
    const tile = event.target.closest("[data-code]");
    if (tile) setTriggerValue("village", tile.dataset.code);
  };
}
