// What the pages of the history look like, and the little they do by themselves.

extension Assets {
    /// The look of charts and of what they lead to.
    static let historyStyle = """
        .steps{display:flex;flex-wrap:wrap;gap:.25rem;margin:0 0 .5rem}
        .steps a{padding:.6rem .9rem;border-radius:.6rem;text-decoration:none;border:1px solid var(--line);background:var(--card)}
        .steps a[aria-current]{background:var(--main);color:var(--on);font-weight:600}
        .range{display:grid;grid-template-columns:1fr auto 1fr;align-items:center;gap:.5rem;margin:.25rem 0}
        .range a{padding:.75rem .25rem}.range :last-child{text-align:right}
        .chart{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
        .chart svg{display:block;width:100%;min-width:40rem;height:auto}
        .chart svg.minute{min-width:96rem}.chart svg.quarter,.chart svg.part{min-width:120rem}
        .chart text{fill:var(--soft);font-size:16px;text-anchor:middle}
        .chart text.scale{text-anchor:start}
        .chart path.scale{stroke:var(--line);fill:none}
        .chart .touch{fill:transparent}
        .chart a:hover .touch,.chart a:focus-visible .touch{fill:var(--line);opacity:.5}
        .chart a[aria-current] .touch{fill:var(--main);opacity:.18}
        .chart .whole{fill:var(--main)}
        .chart .incomplete{fill:var(--amber);opacity:.75}
        .chart .unknown{fill:var(--line);opacity:.3}
        .chart .broken{fill:none;stroke:var(--amber);stroke-dasharray:4 5}
        .chart .held{fill:var(--red)}
        .chart .point{fill:var(--main)}
        .chart table{border-collapse:collapse;width:100%}
        .chart td,.chart th{padding:.5rem .75rem;text-align:right;border-top:1px solid var(--line);font-variant-numeric:tabular-nums}
        .chart th[scope=row],.chart td:last-child{text-align:left;font-weight:400}
        .chart td,.chart th{overflow-wrap:normal}.chart td:not(:last-child){white-space:nowrap}
        .chart th a{display:block;padding:.25rem 0;white-space:nowrap}
        summary{min-height:2.75rem;cursor:pointer;font-weight:600;padding:.5rem 0}
        .plain{padding-left:0;margin:.5rem 0}
        ul.card.plain{padding:1rem}
        .reading{display:flex;flex-wrap:wrap;gap:.1rem .75rem;min-height:2.5rem;align-items:center;color:inherit;text-decoration:none}
        .reading time,.reading strong{font-variant-numeric:tabular-nums}
        .list li:has(>.reading:hover){background:var(--back)}
        .evidence{display:block;width:100%;max-width:40rem;height:auto;border-radius:.5rem;margin:.5rem 0}
        .wide{display:block;padding:.75rem;text-align:center}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem .75rem;margin:.35rem 0}
        dt{color:var(--soft)}dd{margin:0}
        dialog{border:0;border-radius:.75rem;padding:0;width:min(42rem,94vw);background:var(--card);color:var(--text)}
        dialog::backdrop{background:#0009}
        dialog .card{border:0}
        dialog>button{display:block;width:calc(100% - 2rem);margin:0 1rem 1rem}
        .flow{font-weight:600}
        .go{display:inline-block;padding:.6rem 0}

        """

    /// The look of usage sheets, on paper as well: there colours are those of a bright day, and nothing is cut by the edge.
    static let reportStyle = """
        .chart+.card,.ends{margin:1rem 0}
        .ends .index{font-size:1.4rem}
        @media print{@page{margin:14mm}
        :root{--back:#fff;--card:#fff;--text:#000;--soft:#444;--line:#bbb;--main:#0b6b57;--amber:#8a5a00;--red:#b3261e;font-size:11pt}
        body{display:block}main{max-width:none;padding:0}
        header,footer,.go{display:none}
        .chart{overflow:visible}.chart svg,.chart svg.minute,.chart svg.quarter,.chart svg.part{min-width:0}
        .ends{grid-template-columns:1fr 1fr}.card,.chart svg,tr{break-inside:avoid}
        .chart td,.chart th{padding:.15rem .5rem}
        .evidence{max-height:45mm;width:auto;max-width:100%}}

        """

    /// Shows a reading above the page that it was touched on. Where that cannot be done the link is followed.
    static let historyScript = """
        "use strict";
        (() => {
          if (!window.HTMLDialogElement) return;
          const dialog = document.createElement("dialog");
          document.body.append(dialog);
          dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
          document.addEventListener("click", async (event) => {
            const link = event.target.closest("a.reading");
            if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
            event.preventDefault();
            try {
              const answer = await fetch(link.href, { credentials: "same-origin" });
              if (!answer.ok || answer.redirected) throw new Error(answer.status);
              const page = new DOMParser().parseFromString(await answer.text(), "text/html");
              const close = document.createElement("button");
              close.textContent = document.documentElement.lang.startsWith("zh") ? "关闭" : "Close";
              close.addEventListener("click", () => dialog.close());
              dialog.replaceChildren(document.adoptNode(page.getElementById("reading")), close);
              dialog.showModal();
            } catch { location.href = link.href; }
          });
          const told = [...document.querySelectorAll(".chart .whole,.chart .incomplete,.chart .point")].pop();
          const chosen = document.querySelector(".chart a[aria-current]") || (told && told.closest("a"));
          const chart = chosen && chosen.closest(".chart");
          if (chart) {
            const [bar, box] = [chosen.getBoundingClientRect(), chart.getBoundingClientRect()];
            chart.scrollLeft += bar.left - box.left - (box.width - bar.width) / 2;
          }
        })();

        """
}
