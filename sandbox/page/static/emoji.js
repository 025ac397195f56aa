// The few emoji that people type most; any other stays as it is written.

const PICTURES = {
  wave: "👋", tada: "🎉", smile: "😄", slightly_smiling_face: "🙂", blush: "😊", heart: "❤️", thumbsup: "👍", "+1": "👍",
  pray: "🙏", raised_hands: "🙌", clap: "👏", eyes: "👀", rocket: "🚀", sparkles: "✨", star: "⭐", seedling: "🌱",
  bulb: "💡", calendar: "📅", palm_tree: "🌴", airplane: "✈️", face_with_thermometer: "🤒", house: "🏠", coffee: "☕",
  white_check_mark: "✅", x: "❌", warning: "⚠️", speech_balloon: "💬", handshake: "🤝", no_entry: "⛔", bell: "🔔",
  no_bell: "🔕", hourglass: "⌛", memo: "📝", books: "📚", mortar_board: "🎓", baby: "👶", sunglasses: "😎",
};

export function emoji(name) {
  return PICTURES[name] ?? `:${name}:`;
}

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => PICTURES[name] ?? whole);
}
