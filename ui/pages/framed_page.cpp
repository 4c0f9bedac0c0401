#include "ui/pages/framed_page.h"

#include "ui/widgets/notice.h"
#include "ui/widgets/state_view.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace timecoin {

FramedPage::FramedPage(QWidget* parent)
    : Page(parent),
      m_heading(new QLabel(this)),
      m_headingRow(new QHBoxLayout),
      m_notice(new Notice(this)),
      m_stack(new QStackedWidget(this)),
      m_state(new StateView(this)) {
    m_heading->setFont(titleFont());
    m_heading->setObjectName(QStringLiteral("pageHeading"));
    m_notice->setObjectName(QStringLiteral("pageNotice"));
    m_state->setObjectName(QStringLiteral("pageState"));
    auto* const inner = new QWidget(m_stack);
    m_content = new QVBoxLayout(inner);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(kSpace4);
    m_stack->addWidget(m_state);
    m_stack->addWidget(inner);

    m_headingRow->addWidget(m_heading, 1);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace6, kSpace6, kSpace6, kSpace4);
    layout->setSpacing(kSpace4);
    layout->addLayout(m_headingRow);
    layout->addWidget(m_notice);
    layout->addWidget(m_stack, 1);
}

void FramedPage::showContent(bool shown) {
    m_stack->setCurrentIndex(shown ? 1 : 0);
}

bool FramedPage::isContentShown() const {
    return m_stack->currentIndex() == 1;
}

void FramedPage::nameFrame() {
    m_heading->setText(title());
    setAccessibleName(title());
}

void FramedPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) m_heading->setFont(titleFont());
    Page::changeEvent(event);
}

}  // namespace timecoin
