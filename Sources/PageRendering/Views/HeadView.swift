package import MarginModel

/// What one page says of itself: its head, its place in the site and its menu.
package struct HeadView: ViewModel {
    package let title: String
    package let fullTitle: String
    package let description: String
    package let canonical: String
    package let openGraphType: String
    package let markdown: String?
    private let image: PictureView?
    package let isHidden: Bool
    /// The path of the feed of a list alone.
    package var feed: String?
    package let menu: [LinkView]
    package let crumbs: [CrumbView]

    /// - Parameters:
    ///   - path: From the root with a trailing slash: `/articles/margin-call/`; `/404.html`.
    ///   - parents: The pages between the front page and this one.
    ///   - image: Stands for the page where others show a link to it; else that of the site does.
    ///   - hasMarkdown: Whether `index.md` stands beside the page.
    ///   - isHidden: Whether search engines are asked to leave the page out.
    package init(
        title: String, description: String, path: String, site: SiteView, parents: [LinkView] = [],
        image: Picture? = nil, isArticle: Bool = false, hasMarkdown: Bool = false,
        isHidden: Bool = false
    ) {
        self.title = title
        self.description = description
        fullTitle = path == "/" ? title : "\(title) · \(site.title)"
        canonical = site.baseURL + path
        openGraphType = isArticle ? "article" : "website"
        self.image = (image ?? site.image).map {
            PictureView($0, baseURL: site.baseURL, page: path)
        }
        markdown = hasMarkdown ? path + "index.md" : nil
        self.isHidden = isHidden
        menu = site.menu.map { place in
            LinkView(title: place.title, href: place.href, isCurrent: place.href == path)
        }
        let trail = [LinkView(title: site.title, href: "/")] + parents
        let links = trail + [LinkView(title: title, href: path, isCurrent: true)]
        crumbs =
            path == "/" || path == "/404.html" ? [] : CrumbView.trail(links, baseURL: site.baseURL)
    }

    package static var shape: ViewShape<HeadView> {
        ViewShape(
            "The page itself.",
            [
                .text("title", "The page's title.") { $0.title },
                .text("fullTitle", "The title with the site's name.") { $0.fullTitle },
                .text("description", "The page in a sentence.") { $0.description },
                .text("canonical", "The page's full address.") { $0.canonical },
                .text("openGraphType", "article or website.") { $0.openGraphType },
                .optional("markdown", "The path of the Markdown twin.") { $0.markdown },
                .optional("feed", "The path of the feed of this topic, if it has one.") { $0.feed },
                .record("image", "What stands for it where others show a link to it.", \.image),
                .flag("isHidden", "Whether search engines leave it out.") { $0.isHidden },
                .list("menu", "The main menu.") { $0.menu },
                .list("crumbs", "The way from the front page here.") { $0.crumbs },
                .flag("hasCrumbs", "Whether there is such a way.") { !$0.crumbs.isEmpty },
            ])
    }
}

/// A picture that stands for a page.
package struct PictureView: ViewModel {
    private let url: String
    private let size: PictureSize
    private let alternative: String?

    /// - Parameter page: The path of the page that an address without `/` counts from.
    init(_ picture: Picture, baseURL: String, page: String) {
        url = baseURL + (picture.address.hasPrefix("/") ? "" : page) + picture.address
        size = picture.size
        alternative = picture.alternative
    }

    package static var shape: ViewShape<PictureView> {
        ViewShape(
            "A picture that stands for a page.",
            [
                .text("url", "Its full address.") { $0.url },
                .text("width", "In pixels.") { String($0.size.width) },
                .text("height", "In pixels.") { String($0.size.height) },
                .optional("alternative", "What it shows, in words.") { $0.alternative },
            ])
    }
}

/// One page on the way from the front page to this one.
package struct CrumbView: ViewModel {
    package let title: String
    package let href: String
    package let url: String
    package let position: Int
    package let isCurrent: Bool

    static func trail(_ links: [LinkView], baseURL: String) -> [CrumbView] {
        links.enumerated().map { index, link in
            CrumbView(
                title: link.title, href: link.href, url: baseURL + link.href, position: index + 1,
                isCurrent: link.isCurrent)
        }
    }

    package static var shape: ViewShape<CrumbView> {
        ViewShape(
            "A step of the trail.",
            [
                .text("title", "The page's title.") { $0.title },
                .text("href", "Its path.") { $0.href },
                .text("url", "Its full address.") { $0.url },
                .text("position", "Its number, from 1.") { String($0.position) },
                .flag("isCurrent", "Whether it is this page.") { $0.isCurrent },
                .flag("isAfterFirst", "Whether a comma goes before it.") { $0.position > 1 },
            ])
    }
}
