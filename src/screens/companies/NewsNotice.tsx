import type { News } from "./use-news";

interface NewsNoticeProps {
  readonly news: News;
  readonly onShow: () => void;
}

/** Says that there is something new, once, and offers it. The region is always there: screen readers hear what enters it. */
export function NewsNotice({ news, onShow }: NewsNoticeProps) {
  return (
    <div className="news" role="status" data-testid="news">
      {news.text !== undefined && (
        <button
          type="button"
          className="button primary"
          data-testid="new-data"
          onClick={() => {
            news.show();
            onShow();
          }}
        >
          {news.text}, show
        </button>
      )}
    </div>
  );
}
