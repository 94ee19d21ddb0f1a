import MarginModel

/// Reads what `site.yml` says below `menus`.
enum MenuFields {
    static func read(_ fields: inout JSONObjectReader) -> Menus? {
        Menus(
            header: fields.value("header").map(entries), footer: fields.value("footer").map(entries)
        )
    }

    private static func entries(_ list: JSONValue) -> [Menus.Entry] {
        JSONObjectReader.records(of: list) { fields in
            let title = fields.requiredText("title")
            guard let value = fields.required("href"), let href = value.line() else { return nil }
            let isOwn = href.hasPrefix("/")
            guard isOwn || href.hasPrefix("https://"), LinkAddress.isAllowed(Array(href.utf8))
            else {
                fields.problems.report(
                    id: "settings-menu-address", at: value.offset,
                    "\(quoted(href)) is no address that a menu may lead to",
                    hint: "Write a path from / on, like /articles/, or https:// and what follows.")
                return nil
            }
            return Menus.Entry(
                title: title, href: AddressPath.encoded(href), location: value.location)
        }
    }
}
