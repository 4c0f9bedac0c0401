#include "ui/widgets/state_view.h"

#include "ui/widgets/icon.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kIconSide = 40;
constexpr int kSentenceWidth = 440;
constexpr int kLeastSentenceWidth = 160;

}  // namespace

StateView::StateView(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_title(new QLabel(this)),
      m_sentence(new QLabel(this)),
      m_button(new QPushButton(this)) {
    m_icon->setFixedSize(kIconSide, kIconSide);
    m_title->setFont(titleFont());
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_sentence->setWordWrap(true);
    m_sentence->setFixedWidth(kSentenceWidth);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->hide();
    connect(m_button, &QPushButton::clicked, this, &StateView::actionTriggered);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace6, kSpace6, kSpace6, kSpace6);
    layout->setSpacing(kSpace3);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addSpacing(kSpace1);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

StateView::StateView(const QString& iconName, const QString& title, const QString& sentence,
                     QWidget* parent)
    : StateView(parent) {
    setState(iconName, title, sentence);
}

void StateView::setState(const QString& iconName, const QString& title, const QString& sentence,
                         Role role) {
    m_iconName = iconName;
    m_role = role;
    m_title->setText(title);
    m_sentence->setText(sentence);
    fitSentence();
    setAccessibleName(title);
    m_icon->setAccessibleName(title);
    setAccessibleDescription(sentence);
    paintIcon();
}

void StateView::setAction(const QString& text) {
    m_button->setText(text);
    m_button->setAccessibleName(text);
    m_button->setVisible(!text.isEmpty());
}

QString StateView::title() const {
    return m_title->text();
}

QString StateView::sentence() const {
    return m_sentence->text();
}

void StateView::paintIcon() {
    m_icon->setPixmap(iconPixmap(m_iconName, m_role, palette(), kIconSide, devicePixelRatioF()));
}

/// A layout that centres a wrapped label asks it for its height at a width of its own choice.
void StateView::fitSentence() {
    m_sentence->setFixedHeight(qMax(0, m_sentence->heightForWidth(m_sentence->width())));
}

/// Beside something else there may be less room than a sentence likes.
void StateView::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int width =
        qBound(kLeastSentenceWidth, event->size().width() - 2 * kSpace6, kSentenceWidth);
    if (width == m_sentence->width()) return;
    m_sentence->setFixedWidth(width);
    fitSentence();
}

void StateView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) paintIcon();
    if (event->type() == QEvent::FontChange) fitSentence();
    QWidget::changeEvent(event);
}

}  // namespace timecoin
