/// Atom feeds and sitemaps as we write them: the elements of the formats in a fixed order, which makes
/// messages exact and validation fast.
///
/// RFC 4287, and sitemaps.org protocol 0.9. Addresses are checked by `AddressSyntax`, not here.
enum FeedGrammars {
    /// `nil` only if the schema below were faulty, which the tests exclude.
    static let atom = Grammar(atomSchema)
    static let sitemap = Grammar(sitemapSchema)

    private static let atomSchema = """
        <grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.w3.org/2005/Atom"
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start>
            <element name="feed">
              <ref name="language"/>
              <ref name="identity"/>
              <optional><element name="subtitle"><ref name="text"/></element></optional>
              <ref name="updated"/>
              <zeroOrMore><ref name="author"/></zeroOrMore>
              <oneOrMore><ref name="link"/></oneOrMore>
              <optional><element name="rights"><ref name="text"/></element></optional>
              <optional><element name="generator"><ref name="generator"/></element></optional>
              <optional><element name="icon"><data type="anyURI"/></element></optional>
              <zeroOrMore>
                <element name="entry">
                  <ref name="identity"/>
                  <optional><element name="published"><data type="dateTime"/></element></optional>
                  <ref name="updated"/>
                  <zeroOrMore><ref name="author"/></zeroOrMore>
                  <oneOrMore><ref name="link"/></oneOrMore>
                  <zeroOrMore>
                    <element name="category">
                      <attribute name="term"><ref name="filled"/></attribute>
                      <optional><attribute name="label"/></optional>
                    </element>
                  </zeroOrMore>
                  <optional><element name="rights"><ref name="text"/></element></optional>
                  <optional><element name="summary"><ref name="text"/></element></optional>
                  <optional><element name="content"><ref name="text"/></element></optional>
                </element>
              </zeroOrMore>
            </element>
          </start>
          <define name="language">
            <optional><attribute name="xml:lang"><data type="language"/></attribute></optional>
          </define>
          <define name="filled">
            <data type="string"><param name="minLength">1</param></data>
          </define>
          <define name="text">
            <optional>
              <attribute name="type"><choice><value>text</value><value>html</value></choice></attribute>
            </optional>
            <ref name="language"/>
            <text/>
          </define>
          <define name="identity">
            <element name="id"><ref name="filled"/></element>
            <element name="title"><ref name="text"/></element>
          </define>
          <define name="updated">
            <element name="updated"><data type="dateTime"/></element>
          </define>
          <define name="author">
            <element name="author">
              <element name="name"><ref name="filled"/></element>
              <optional><element name="uri"><data type="anyURI"/></element></optional>
              <optional><element name="email"><ref name="filled"/></element></optional>
            </element>
          </define>
          <define name="link">
            <element name="link">
              <zeroOrMore>
                <attribute>
                  <choice>
                    <name ns="">rel</name><name ns="">type</name><name ns="">hreflang</name>
                    <name ns="">title</name>
                  </choice>
                  <ref name="filled"/>
                </attribute>
              </zeroOrMore>
              <attribute name="href"><ref name="filled"/></attribute>
            </element>
          </define>
          <define name="generator">
            <optional><attribute name="uri"><data type="anyURI"/></attribute></optional>
            <optional><attribute name="version"/></optional>
            <text/>
          </define>
        </grammar>
        """

    private static let sitemapSchema = """
        <grammar xmlns="http://relaxng.org/ns/structure/1.0"
            ns="http://www.sitemaps.org/schemas/sitemap/0.9"
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start>
            <choice>
              <element name="urlset">
                <zeroOrMore>
                  <element name="url">
                    <ref name="place"/>
                    <optional>
                      <element name="changefreq">
                        <choice>
                          <value>always</value><value>hourly</value><value>daily</value>
                          <value>weekly</value><value>monthly</value><value>yearly</value>
                          <value>never</value>
                        </choice>
                      </element>
                    </optional>
                    <optional>
                      <element name="priority">
                        <data type="decimal">
                          <param name="minInclusive">0</param><param name="maxInclusive">1</param>
                        </data>
                      </element>
                    </optional>
                  </element>
                </zeroOrMore>
              </element>
              <element name="sitemapindex">
                <oneOrMore><element name="sitemap"><ref name="place"/></element></oneOrMore>
              </element>
            </choice>
          </start>
          <define name="place">
            <element name="loc"><data type="anyURI"><param name="minLength">1</param></data></element>
            <optional>
              <element name="lastmod">
                <choice><data type="dateTime"/><data type="date"/></choice>
              </element>
            </optional>
          </define>
        </grammar>
        """
}

extension FeedGrammars {
    /// RSS 2.0 as we write it, with the feed's own address after the Atom extension. A day of the week,
    /// a month and a zone are words: RSS dates are those of mail (RFC 822, with four digits a year).
    static let rss = Grammar(
        """
        <grammar xmlns="http://relaxng.org/ns/structure/1.0" ns=""
            datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
          <start>
            <element name="rss">
              <attribute name="version"><value>2.0</value></attribute>
              <element name="channel">
                <element name="title"><ref name="filled"/></element>
                <element name="link"><ref name="filled"/></element>
                <element name="description"><ref name="filled"/></element>
                <optional><element name="language"><data type="language"/></element></optional>
                <optional><element name="copyright"><ref name="filled"/></element></optional>
                <optional><element name="pubDate"><ref name="date"/></element></optional>
                <optional><element name="lastBuildDate"><ref name="date"/></element></optional>
                <optional><element name="generator"><ref name="filled"/></element></optional>
                <optional><element name="ttl"><data type="positiveInteger"/></element></optional>
                <optional>
                  <element name="link" ns="http://www.w3.org/2005/Atom">
                    <attribute name="rel" ns=""><value>self</value></attribute>
                    <attribute name="type" ns=""><value>application/rss+xml</value></attribute>
                    <attribute name="href" ns=""><ref name="filled"/></attribute>
                  </element>
                </optional>
                <zeroOrMore>
                  <element name="item">
                    <element name="title"><ref name="filled"/></element>
                    <element name="link"><ref name="filled"/></element>
                    <element name="guid">
                      <optional>
                        <attribute name="isPermaLink">
                          <choice><value>true</value><value>false</value></choice>
                        </attribute>
                      </optional>
                      <ref name="filled"/>
                    </element>
                    <optional><element name="pubDate"><ref name="date"/></element></optional>
                    <zeroOrMore><element name="category"><ref name="filled"/></element></zeroOrMore>
                    <optional><element name="description"><text/></element></optional>
                  </element>
                </zeroOrMore>
              </element>
            </element>
          </start>
          <define name="filled">
            <data type="string"><param name="minLength">1</param></data>
          </define>
          <define name="date">
            <data type="string">
              <param name="pattern">((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?[0-9]{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}(:[0-9]{2})? (GMT|UT|[+\\-][0-9]{4})</param>
            </data>
          </define>
        </grammar>
        """)
}
