/// The style sheet of all pages, for light and dark mode and for wide and narrow screens.
enum StyleSheet {
    static let text = colors + frame + words + pictures + tables + forms + narrow

    /// The icon of the site: a bar chart.
    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1c5f9c"/>\
        <path d="M3 4h8M3 8h10M3 12h5" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>

        """

    private static let colors = """
        :root { --ink: #1f2328; --faint: #656d76; --paper: #fbfaf7; --card: #ffffff; --rule: #e6e3db; --track: #efede7;
          --link: #1c5f9c; --plus: #2f7d4f; --minus: #b5443a; --mark: #fff3c4; --shade: #b9c4cf; --deep: #1c5f9c; }
        @media (prefers-color-scheme: dark) {
          :root { --ink: #e4e2dd; --faint: #9aa1a9; --paper: #16181b; --card: #1e2125; --rule: #30343a; --track: #2a2e33;
            --link: #86bdf0; --plus: #6cbb8c; --minus: #e0827a; --mark: #40391c; --shade: #4d5660; --deep: #86bdf0; }
          img { filter: brightness(.94); } }

        """

    private static let frame = """
        * { box-sizing: border-box; }
        html { scroll-padding-top: 72px; }
        body { margin: 0; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
          font-variant-numeric: tabular-nums; }
        a { color: var(--link); text-decoration: none; }
        a:hover { text-decoration: underline; }
        a:focus-visible, input:focus-visible, textarea:focus-visible, button:focus-visible, summary:focus-visible {
          outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
        main { max-width: 1200px; margin: 0 auto; padding: 28px 24px 56px; }
        h1 { font-size: 30px; line-height: 1.2; letter-spacing: -.015em; margin: 0 0 6px; overflow-wrap: anywhere; }
        h1.path { font-size: 24px; }
        h2 { font-size: 19px; line-height: 1.3; margin: 44px 0 6px; }
        h3 { font-size: 15px; margin: 0 0 6px; }
        p { max-width: 76ch; margin: 0 0 14px; }
        small { color: var(--faint); font-size: 12.5px; }
        code, pre, textarea { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 13px; }
        kbd { font: 11px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; border: 1px solid var(--rule);
          border-radius: 4px; padding: 0 5px; color: var(--faint); }
        .lead { color: var(--faint); font-size: 16px; margin-bottom: 18px; }
        .none { color: var(--faint); font-size: 13.5px; }
        .notice { background: var(--mark); border-radius: 6px; padding: 8px 12px; max-width: none; }
        .bad { color: var(--minus); font-weight: 600; }
        .bad a { color: inherit; text-decoration: underline; }
        header.top { position: sticky; top: 0; z-index: 2; background: var(--paper);
          border-bottom: 1px solid var(--rule); }
        header.top > div { max-width: 1200px; margin: 0 auto; padding: 10px 24px; display: flex; align-items: center;
          gap: 24px; }
        header.top .name { font-weight: 700; color: var(--ink); max-width: 240px; overflow: hidden; text-overflow: ellipsis;
          white-space: nowrap; }
        header.top nav { display: flex; gap: 18px; flex: 1; }
        header.top nav a { color: var(--faint); }
        header.top nav a[aria-current] { color: var(--ink); font-weight: 600; }
        .search { position: relative; width: 260px; }
        .search input { width: 100%; padding: 6px 34px 6px 12px; }
        .search kbd { position: absolute; right: 10px; top: 8px; pointer-events: none; }
        .steps { float: right; display: flex; gap: 18px; font-size: 13.5px; padding-top: 8px; margin-left: 24px; }
        .steps a { max-width: 200px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .crumb { font-size: 13.5px; margin-bottom: 4px; }
        .facts { display: flex; flex-wrap: wrap; gap: 10px 36px; margin: 0 0 8px; padding: 0; }
        .facts div { display: flex; flex-direction: column-reverse; }
        .facts dt { color: var(--faint); font-size: 12.5px; }
        .facts dd { margin: 0; font-size: 20px; line-height: 1.25; letter-spacing: -.01em; }
        footer { max-width: 1200px; margin: 0 auto; padding: 14px 24px 40px; border-top: 1px solid var(--rule);
          display: flex; flex-wrap: wrap; gap: 4px 32px; justify-content: space-between; color: var(--faint);
          font-size: 12.5px; }
        footer p { margin: 0; }
        .pager { display: flex; gap: 14px; margin-top: 28px; }
        .pager [aria-current] { font-weight: 700; }
        .item { scroll-margin: 80px 0 16px; }
        .item.current { background: var(--mark); box-shadow: 0 0 0 6px var(--mark); border-radius: 3px; }

        """

    private static let words = """
        .classes { list-style: none; margin: 12px 0 0; padding: 0; columns: 4 220px; column-gap: 32px; }
        .classes li { break-inside: avoid; }
        .classes li[hidden] { display: none; }
        .classes a { display: flex; gap: 10px; align-items: baseline; padding: 3px 0; border-bottom: 1px solid var(--rule); }
        .classes .index { color: var(--faint); font-size: 12px; min-width: 26px; text-align: right; }
        .classes .text { flex: 1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
        .classes.cards { columns: auto; display: grid; grid-template-columns: repeat(auto-fill, minmax(250px, 1fr));
          gap: 26px 28px; margin-top: 16px; }
        .classes.cards a { border-bottom: 0; padding: 0 0 6px; }
        .classes.cards .text { font-weight: 600; }
        .classes.cards .index { min-width: 0; }
        .classes.cards .strip { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 6px; }
        .classes.cards .strip img { width: 100%; aspect-ratio: 1; border-radius: 4px; background: var(--track); }
        .words { border-top: 1px solid var(--rule); margin-top: 16px; }
        .word { display: grid; grid-template-columns: 190px minmax(0, 1fr); gap: 4px 24px; padding: 14px 0 10px;
          border-bottom: 1px solid var(--rule); }
        .word .legend h3 { font-size: 16px; }
        .word dl { margin: 8px 0 0; font-size: 13px; }
        .word dl div { display: flex; justify-content: space-between; }
        .word dt { color: var(--faint); }
        .word dd { margin: 0; }
        .word dd.weight { font-weight: 700; }
        .word .strip { display: grid; grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 8px; }
        .word .also { grid-column: 2; margin: 0; max-width: none; }
        .also, .list { font-size: 13px; color: var(--faint); }
        .also span, .list span { display: inline-block; margin-left: 10px; }
        .divider { margin: 32px 0 0; font-size: 16px; }
        .bar { display: block; width: 100%; height: 8px; border-radius: 2px; }
        .track { fill: var(--track); } .plus { fill: var(--plus); } .minus { fill: var(--minus); }
        .zero { fill: var(--faint); }
        .queries, .found { list-style: none; padding: 0; margin: 20px 0; }
        .queries li { padding: 12px 0; border-bottom: 1px solid var(--rule); }
        .queries code { margin-left: 12px; color: var(--faint); }
        .queries p { margin: 2px 0 0; color: var(--faint); font-size: 13.5px; max-width: 100ch; }
        .found li { padding: 5px 0; border-bottom: 1px solid var(--rule); }

        """

    private static let pictures = """
        figure { margin: 0; }
        img { display: block; }
        .tile img { width: 100%; aspect-ratio: 1; object-fit: cover; border-radius: 4px; background: var(--track); }
        .tile > a { display: block; }
        .tile figcaption { font-size: 12px; line-height: 1.35; color: var(--faint); margin-top: 3px; overflow: hidden;
          text-overflow: ellipsis; white-space: nowrap; }
        .tile figcaption b { color: var(--ink); }
        .tile.own figcaption { color: var(--link); }
        .tile.wrong img { outline: 2px solid var(--minus); outline-offset: 1px; }
        .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(112px, 1fr)); gap: 14px 12px;
          margin-top: 14px; }
        .mistakes { display: grid; grid-template-columns: repeat(auto-fill, minmax(168px, 1fr)); gap: 20px 20px;
          margin-top: 14px; }
        .mistake .tile figcaption { white-space: normal; }
        .mistake .also { margin: 2px 0 0; font-size: 12px; }
        .mistake .also span { display: block; margin: 0; }
        .image { display: grid; grid-template-columns: 288px minmax(0, 1fr); gap: 28px; align-items: start; }
        .photo { width: 100%; border-radius: 6px; background: var(--track); }
        .maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(168px, 1fr)); gap: 14px; margin-top: 12px; }
        .map img { width: 100%; border-radius: 4px; background: var(--track); }
        .map figcaption { font-size: 13px; margin-top: 4px; }
        .field { display: flex; gap: 20px; margin-top: 12px; align-items: start; max-width: 760px; }
        .field img { width: 200px; border-radius: 4px; }
        .field figcaption { font-size: 13.5px; color: var(--faint); }
        .field code { overflow-wrap: anywhere; font-size: 11.5px; }
        .histogram { max-width: 760px; margin-top: 12px; }
        .histogram svg { width: 100%; height: 150px; display: block; border-bottom: 1px solid var(--faint); }
        .histogram .all { fill: var(--shade); } .histogram .own { fill: var(--deep); }
        .histogram g:hover .all { fill: var(--faint); }
        .histogram figcaption { display: flex; justify-content: space-between; font-size: 12.5px; color: var(--faint);
          margin-top: 3px; }

        """

    private static let tables = """
        table { border-collapse: collapse; width: 100%; }
        td, th { padding: 5px 12px 5px 0; border-bottom: 1px solid var(--rule); text-align: left; vertical-align: middle; }
        th { font-weight: 400; font-size: 12.5px; color: var(--faint); }
        td:last-child, th:last-child { padding-right: 0; }
        .number { text-align: right; white-space: nowrap; }
        .wide { width: 40%; }
        .columns { display: grid; grid-template-columns: 1fr 1fr; gap: 12px 48px; margin-top: 12px; }
        tr.label { font-weight: 600; }
        .account { max-width: 880px; margin-top: 8px; }
        .account .region { width: 84px; padding: 3px 12px 3px 0; }
        .account .region img { width: 72px; height: 72px; object-fit: cover; border-radius: 3px; background: var(--track); }
        .account .rest td { color: var(--faint); }
        .account tfoot .sum td { font-weight: 700; }
        .account tfoot tr:first-child td { border-top: 2px solid var(--ink); }
        .predictions td:first-child { color: var(--faint); width: 20px; }
        .scroll { overflow-x: auto; }
        .answer { width: auto; min-width: 50%; }
        .answer td { white-space: nowrap; max-width: 480px; overflow: hidden; text-overflow: ellipsis; padding-right: 24px; }
        .answer th { padding-right: 24px; }
        .null { color: var(--faint); font-style: italic; }
        details { margin: 10px 0; }
        summary { cursor: pointer; color: var(--link); }
        pre { background: var(--card); border: 1px solid var(--rule); border-radius: 6px; padding: 12px 14px;
          overflow-x: auto; line-height: 1.45; }
        .failure pre { border-color: var(--minus); color: var(--minus); white-space: pre-wrap; }

        """

    private static let forms = """
        input, textarea, button { font-size: 14px; color: inherit; background: var(--card); border: 1px solid var(--rule);
          border-radius: 6px; }
        input, button { font-family: inherit; }
        input::-webkit-search-cancel-button { display: none; }
        textarea { width: 100%; padding: 10px 12px; resize: vertical; display: block; margin: 4px 0 10px; line-height: 1.45; }
        button { padding: 6px 18px; cursor: pointer; font-weight: 600; color: var(--link); }
        form.sql { max-width: 880px; margin-bottom: 28px; }
        form.sql label { font-size: 12.5px; color: var(--faint); }
        .parameters { display: flex; flex-wrap: wrap; gap: 14px 20px; align-items: flex-start; margin: 0 0 22px; }
        .parameters label { display: flex; flex-direction: column; gap: 3px; max-width: 260px; }
        .parameters input { padding: 6px 10px; }
        .parameters button { margin-top: 25px; }

        """

    private static let narrow = """
        @media (max-width: 760px) {
          main { padding: 18px 16px 40px; }
          header.top { position: static; }
          header.top > div { flex-wrap: wrap; gap: 8px 16px; padding: 10px 16px; }
          .search { width: 100%; }
          .search kbd { display: none; }
          h1 { font-size: 25px; }
          .steps { float: none; margin: 0 0 8px; padding: 0; justify-content: space-between; }
          .facts { gap: 8px 24px; }
          .word { grid-template-columns: minmax(0, 1fr); }
          .word .also { grid-column: 1; }
          .word .strip { grid-template-columns: repeat(4, minmax(0, 1fr)); }
          .image, .columns { grid-template-columns: minmax(0, 1fr); }
          .field { flex-direction: column; }
          .grid { grid-template-columns: repeat(auto-fill, minmax(88px, 1fr)); gap: 10px; }
          .wide { width: 25%; }
          td, th { padding-right: 8px; }
          footer { padding: 14px 16px 32px; }
          .keys { display: none; }
        }

        """
}
