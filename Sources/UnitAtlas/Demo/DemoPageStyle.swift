extension DemoPage {
    /// For wide and narrow, light and dark screens.
    static let style = """
        :root { --ink: #1f2328; --faint: #5f6a75; --paper: #fbfaf7; --card: #ffffff; --rule: #e4e1d9; --accent: #1f6fb2;
          --yes: #2f7d4f; --no: #b5443a; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --faint: #a3a9b0; --paper: #17191c; --card: #212428;
          --rule: #34383d; --accent: #7fb8ea; --yes: #7cc79b; --no: #e58d84; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "DejaVu Sans", sans-serif; }
        main { max-width: 1456px; margin: 0 auto; padding: 48px 24px 64px; }
        h1 { font-size: 40px; line-height: 1.15; letter-spacing: -0.02em; margin: 0 0 16px; }
        h2 { font-size: 24px; margin: 56px 0 8px; }
        h3 { font-size: 20px; margin: 0 0 12px; text-transform: capitalize; }
        h3 a { color: inherit; text-decoration: none; }
        a { color: var(--accent); }
        p { max-width: 72ch; margin: 0 0 16px; }
        .lead { font-size: 19px; color: var(--faint); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px; margin: 32px 0 0; }
        .figures div { display: flex; flex-direction: column; background: var(--card); border: 1px solid var(--rule);
          border-radius: 12px; padding: 20px 24px; }
        .figures dt { order: 2; }
        .figures dd { margin: 0; order: 1; font-size: 36px; font-weight: 700; letter-spacing: -0.02em; }
        .figures .note { order: 3; font-size: 14px; font-weight: 400; letter-spacing: 0; color: var(--faint); }
        .sheet { width: 100%; border: 1px solid var(--rule); border-radius: 12px; background: #fff; display: block; }
        .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(360px, 1fr)); gap: 20px; margin-top: 20px; }
        article { background: var(--card); border: 1px solid var(--rule); border-radius: 12px; padding: 20px 24px; }
        article p { margin: 12px 0 0; font-size: 14px; }
        .recipe { display: flex; gap: 14px; margin-bottom: 14px; }
        .recipe figure { margin: 0; width: 60px; text-align: center; }
        .recipe img { width: 52px; height: 52px; border-radius: 10px; background: #fff; border: 1px solid var(--rule); padding: 4px; }
        figcaption { font-size: 12px; color: var(--faint); }
        .scenes { display: grid; grid-template-columns: repeat(4, 1fr); gap: 6px; margin-bottom: 12px; }
        .scenes img { width: 100%; border-radius: 6px; display: block; }
        table { width: 100%; border-collapse: collapse; font-size: 14px; font-variant-numeric: tabular-nums; }
        th { text-align: left; font-weight: 400; color: var(--faint); font-size: 12px; }
        td, th { padding: 4px 8px 4px 0; border-bottom: 1px solid var(--rule); }
        .number { text-align: right; }
        td.number + td, th.number + th { padding-left: 20px; }
        .yes { color: var(--yes); font-weight: 600; }
        .no { color: var(--no); }
        footer { margin-top: 56px; padding-top: 16px; border-top: 1px solid var(--rule); font-size: 14px; color: var(--faint); }
        code { font-family: "DejaVu Sans Mono", monospace; font-size: 0.92em; }
        """
}
