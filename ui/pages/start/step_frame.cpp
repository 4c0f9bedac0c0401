#include "ui/pages/start/step_frame.h"

#include "ui/widgets/muted_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShowEvent>
#include <QVBoxLayout>

namespace timecoin {

QLabel* labelFor(const QString& text, QWidget* field, QWidget* parent) {
    auto* const label = new QLabel(text, parent);
    label->setWordWrap(true);
    label->setBuddy(field);
    return label;
}

StepFrame::StepFrame(const QString& heading, const QString& sentence, QWidget* parent)
    : QWidget(parent),
      m_scroll(new QScrollArea(this)),
      m_sentence(nullptr),
      m_body(nullptr),
      m_notice(nullptr),
      m_main(new QPushButton(this)),
      m_back(new QPushButton(this)),
      m_busyText(new QLabel(this)),
      m_busyBar(new QProgressBar(this)),
      m_inner(new QWidget) {
    auto* const title = new QLabel(heading, m_inner);
    title->setFont(titleFont());
    title->setWordWrap(true);
    m_sentence = mutedLabel(sentence, m_inner);
    m_notice = new Notice(m_inner);
    m_inner->setMaximumWidth(kReadingWidth);
    auto* const column = new QVBoxLayout(m_inner);
    column->setContentsMargins(kSpace1, 0, kSpace1, 0);
    column->setSpacing(kSpace3);
    column->addWidget(title);
    column->addWidget(m_sentence);
    m_sentence->setVisible(!sentence.isEmpty());
    column->addWidget(m_notice);
    column->addSpacing(kSpace2);
    m_body = new QVBoxLayout;
    m_body->setSpacing(kSpace3);
    column->addLayout(m_body);
    column->addStretch(1);

    auto* const middle = new QWidget;
    auto* const middleLayout = new QHBoxLayout(middle);
    middleLayout->setContentsMargins(kSpace6, kSpace8, kSpace6, kSpace4);
    middleLayout->addStretch(1);
    middleLayout->addWidget(m_inner, 100);
    middleLayout->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(middle);
    m_scroll->setFocusPolicy(Qt::NoFocus);

    m_main->setProperty("kind", QStringLiteral("primary"));
    m_main->hide();
    m_back->hide();
    m_busyText->setWordWrap(true);
    m_busyText->hide();
    m_busyBar->setRange(0, 0);
    m_busyBar->setTextVisible(false);
    m_busyBar->hide();
    connect(m_main, &QPushButton::clicked, this, &StepFrame::mainTriggered);
    connect(m_back, &QPushButton::clicked, this, &StepFrame::backTriggered);

    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(kSpace3);
    buttons->addWidget(m_back);
    buttons->addWidget(m_busyText, 1);
    buttons->addStretch(0);
    buttons->addWidget(m_main);
    auto* const foot = new QWidget(this);
    foot->setMaximumWidth(kReadingWidth);
    auto* const footLayout = new QVBoxLayout(foot);
    footLayout->setContentsMargins(kSpace1, 0, kSpace1, 0);
    footLayout->addWidget(m_busyBar);
    footLayout->addLayout(buttons);
    auto* const footRow = new QHBoxLayout;
    footRow->setContentsMargins(kSpace6, kSpace2, kSpace6, kSpace6);
    footRow->addStretch(1);
    footRow->addWidget(foot, 100);
    footRow->addStretch(1);

    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addLayout(footRow);
}

/// In the order in which they are met: the content, then forward, then back. What stands in the body
/// was made after the buttons, so that Qt would have it the other way round.
void StepFrame::orderTabs() {
    QWidget* last = m_notice->button();
    for (QWidget* widget = nextInFocusChain(); widget != this;
         widget = widget->nextInFocusChain()) {
        const bool inBody = m_inner->isAncestorOf(widget) && !m_notice->isAncestorOf(widget);
        if (inBody && widget->focusPolicy() != Qt::NoFocus) last = widget;
    }
    setTabOrder(last, m_main);
    setTabOrder(m_main, m_back);
}

void StepFrame::showEvent(QShowEvent* event) {
    if (!event->spontaneous()) orderTabs();
    QWidget::showEvent(event);
}

void StepFrame::setMain(const QString& text) {
    m_main->setText(text);
    m_main->setVisible(!text.isEmpty());
}

void StepFrame::setBack(const QString& text) {
    m_back->setText(text);
    m_back->setVisible(!text.isEmpty());
}

void StepFrame::setSentence(const QString& sentence) {
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void StepFrame::setBusy(const QString& sentence) {
    QWidget* const focus = focusWidget();
    m_busy = !sentence.isEmpty();
    m_busyText->setText(sentence);
    m_busyText->setVisible(m_busy);
    m_busyBar->setVisible(m_busy);
    m_busyBar->setAccessibleName(sentence);
    m_inner->setEnabled(!m_busy);
    m_main->setEnabled(!m_busy);
    m_back->setEnabled(!m_busy);
    if (!m_busy && focus != nullptr) focus->setFocus();
}

void StepFrame::complain(const QString& text, const QString& action) {
    m_notice->say(Notice::Kind::Bad, text, action);
    m_scroll->ensureWidgetVisible(m_notice);
}

void StepFrame::keyPressEvent(QKeyEvent* event) {
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !m_busy) {
        auto* const button = qobject_cast<QPushButton*>(QApplication::focusWidget());
        if (button != nullptr && isAncestorOf(button)) {
            button->click();
        } else if (m_main->isVisibleTo(this)) {
            m_main->click();
        }
        return;
    }
    if (event->key() == Qt::Key_Escape && !m_busy && m_back->isVisibleTo(this)) {
        m_back->click();
        return;
    }
    QWidget::keyPressEvent(event);
}

}  // namespace timecoin
