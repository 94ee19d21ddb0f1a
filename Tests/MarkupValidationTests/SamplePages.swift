import MarkupValidation

/// Pages for the tests: one that is right in every way, and the means to break it in one place.
enum SamplePages {
    static let head = """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head>
        <meta charset="utf-8"/>
        <title>Margin, explained</title>
        <meta name="description" content="What margin is and what it costs."/>
        </head>
        <body>
        <main>
        <h1>Margin</h1>

        """
    static let tail = "</main>\n</body>\n</html>\n"

    /// The line on which `body` starts in `page(body:)`.
    static let bodyLine = 11

    static func page(body: String) -> String { head + body + "\n" + tail }

    /// Every part of the profile that our site uses, used rightly.
    static let complete = """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en" dir="ltr">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="description" content="What margin is and what it costs."/>
        <meta property="og:title" content="Margin &amp; you"/>
        <title>Margin &amp; you</title>
        <link rel="stylesheet" href="/static/site.css"/>
        <link rel="alternate" type="application/atom+xml" title="News" href="/feed.atom"/>
        <link rel="canonical" href="https://example.org/"/>
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"Thing","n":[1,-2.5e3,null,true],"s":"\\u003c"}</script>
        </head>
        <body>
        <header>
        <p><a href="#content">Skip to content</a></p>
        <nav aria-label="Site"><ul><li><a href="/" aria-current="page">Home</a></li></ul></nav>
        </header>
        <main id="content">
        <h1>Margin &amp; you</h1>
        <p>At <time datetime="2026-02-01T16:30:00Z">16:30</time> the <abbr title="initial margin">IM</abbr> was
        <data value="25500">25,500</data>, up <strong>2&#160;%</strong>; <em>see</em> <cite>Hull</cite>,
        <q cite="https://example.com/">so it is</q>, <kbd>Ctrl</kbd> H<sub>2</sub>O x<sup>2</sup> <mark>new</mark>
        <s>old</s> <del datetime="2026-01-01">a</del> <ins>b</ins> <small>fine</small> a<wbr/>b<br/>c <b>b</b> <i>i</i>.</p>
        <hr/>
        <section aria-labelledby="steps"><h2 id="steps">Steps</h2>
        <ol start="2"><li value="3">One</li><li>Two<ul><li>Deep</li></ul></li></ol>
        <dl><dt>Term</dt><dd>Meaning</dd></dl>
        <dl><div><dt>Term</dt><dd>Meaning</dd></div></dl>
        <h3>Code</h3>
        <pre tabindex="0" role="region" aria-label="Example"><code>{{name}} is NaN, Optional(1)</code></pre>
        <blockquote cite="https://example.com/"><p>Quote</p></blockquote>
        </section>
        <section><h2>Figures</h2>
        <table><caption>Tiers</caption><colgroup><col/><col span="2"/></colgroup>
        <thead><tr><th scope="col" id="tier">Tier</th><th scope="col">Rate</th><th scope="col">Cap</th></tr></thead>
        <tbody><tr><th scope="row" rowspan="2">1</th><td headers="tier">0.4</td><td>50</td></tr>
        <tr><td colspan="2">-</td></tr></tbody>
        <tfoot><tr><td colspan="3">Source</td></tr></tfoot></table>
        <figure><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50" role="img" aria-labelledby="chart-title">
        <title id="chart-title">Prices</title><desc>Bars</desc>
        <defs><linearGradient id="fade"><stop offset="0%" stop-color="#fff"/></linearGradient>
        <pattern id="dots" width="4" height="4" patternUnits="userSpaceOnUse"><circle cx="2" cy="2" r="1"/></pattern>
        <clipPath id="clip"><rect width="100" height="50"/></clipPath><symbol id="mark" viewBox="0 0 1 1"><path d="M0 0L1-1.5e0z"/></symbol></defs>
        <g clip-path="url(#clip)" transform="translate(1 2)"><rect x="0" y="0" width="10" height="5.5" fill="url(#fade)"/>
        <line x1="0" y1="0" x2="10" y2="10" stroke="currentColor"/><polyline points="0,0 1,1" fill="none"/>
        <polygon points="0,0 1,1 2,0"/><use href="#mark"/><text x="1" y="2" text-anchor="middle">A<tspan dy="1">b</tspan></text></g></svg>
        <figcaption>Prices</figcaption></figure>
        <p><a href="https://example.com/a?b=1&amp;c=2" rel="nofollow">Elsewhere</a>
        <a href="mailto:desk@example.org">Write</a> <img src="/a.png" alt="" width="10" height="10" loading="lazy"/>
        <picture><source srcset="/a.webp" type="image/webp"/><img src="/a.png" alt="A"/></picture></p>
        <details open="open"><summary>More</summary><p>Text</p></details>
        <form action="/search/" method="get" role="search"><p><label for="q">Search</label>
        <input type="search" id="q" name="q" placeholder="margin" required=""/>
        <label>Venue <select name="v"><option value="a" selected="">A</option><option>B</option></select></label>
        <button type="submit">Go</button> <output for="q" name="o">0</output>
        <progress aria-label="Load" value="0.5" max="1">50%</progress> <meter aria-label="Ratio" min="0" max="1" value="0.9">0.9</meter></p></form>
        </section>
        </main>
        <aside><h2>Related</h2><p hidden="">Text</p></aside>
        <footer><nav aria-label="Legal"><p><a href="/legal/">Legal</a></p></nav></footer>
        <script src="/static/site.js" integrity="sha384-abc" defer="" crossorigin="anonymous"></script>
        </body>
        </html>

        """

    static let report = """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="en">
        <head><meta charset="utf-8"/><meta name="robots" content="noindex"/><title>Report</title>
        <style>main { color: black }</style></head>
        <body><main><h1>Report</h1></main></body>
        </html>

        """
}

/// Checks one text with a checker of its own.
func check(_ text: String, as kind: DocumentKind = .page) -> CheckedDocument {
    PageChecker().check(Array(text.utf8), path: "test.html", kind: kind)
}
