extension DemoPage {
    /// What the demo's page needs beyond the style of all pages.
    static let style = """
        main.demo { max-width: 1400px; }
        .demo .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px; }
        .demo .figures div, .demo article { background: var(--card); border: 1px solid var(--rule); border-radius: 8px;
          padding: 18px 22px; }
        .demo .figures div { display: flex; flex-direction: column; }
        .demo .figures dt { order: 2; }
        .demo .figures dd { margin: 0; order: 1; font-size: 32px; font-weight: 700; letter-spacing: -.02em; }
        .demo .figures .note { order: 3; font-size: 13.5px; font-weight: 400; letter-spacing: 0; color: var(--faint); }
        .demo .sheet { width: 100%; border: 1px solid var(--rule); border-radius: 8px; background: #fff; }
        .demo .recipes { display: grid; grid-template-columns: repeat(auto-fill, minmax(320px, 1fr)); gap: 20px;
          margin-top: 16px; }
        .demo article h3 { font-size: 18px; text-transform: capitalize; }
        .demo article p { margin: 12px 0 0; font-size: 13.5px; }
        .demo .recipe { display: flex; gap: 14px; margin-bottom: 14px; }
        .demo .recipe figure { width: 60px; text-align: center; }
        .demo .recipe img { width: 52px; height: 52px; border-radius: 8px; background: #fff; padding: 4px;
          border: 1px solid var(--rule); margin: 0 auto; }
        .demo .recipe figcaption { font-size: 12px; color: var(--faint); }
        .demo .scenes { display: grid; grid-template-columns: repeat(4, 1fr); gap: 6px; margin-bottom: 12px; }
        .demo .scenes img { width: 100%; border-radius: 4px; }
        .demo table { width: 100%; }
        .demo .yes { color: var(--plus); font-weight: 600; }

        """
}
