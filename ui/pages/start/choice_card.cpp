#include "ui/pages/start/choice_card.h"

#include "ui/widgets/icon.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

namespace timecoin {
namespace {

constexpr int kIconSide = 28;

}  // namespace

ChoiceCard::ChoiceCard(const QString& iconName, const QString& title, const QString& sentence,
                       QWidget* parent)
    : QPushButton(parent),
      m_iconName(iconName),
      m_icon(new QLabel(this)),
      m_title(new QLabel(title, this)),
      m_sentence(new QLabel(sentence, this)) {
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    QFont bold = bodyFont();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_icon->setFixedSize(kIconSide, kIconSide);
    for (QLabel* const label : {m_icon, m_title, m_sentence}) {
        label->setWordWrap(true);
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    // The title is plain: its letter would be marked by the button's own text only.
    QString plain = title;
    m_title->setText(plain.remove(u'&'));
    setAccessibleName(plain);
    setAccessibleDescription(sentence);
    auto* const layout = new QGridLayout(this);
    layout->setContentsMargins(kSpace4, kSpace4, kSpace4, kSpace4);
    layout->setHorizontalSpacing(kSpace4);
    layout->setVerticalSpacing(kSpace1);
    layout->addWidget(m_icon, 0, 0, 2, 1, Qt::AlignTop);
    layout->addWidget(m_title, 0, 1);
    layout->addWidget(m_sentence, 1, 1);
    layout->setColumnStretch(1, 1);
    const qsizetype mark = title.indexOf(u'&');
    if (mark >= 0 && mark + 1 < title.size()) {
        setShortcut(QKeySequence(QStringLiteral("Alt+") + title[mark + 1].toUpper()));
    }
    paintParts();
}

void ChoiceCard::setSentence(const QString& sentence) {
    m_sentence->setText(sentence);
    setAccessibleDescription(sentence);
}

QSize ChoiceCard::sizeHint() const {
    return layout()->totalSizeHint();
}

QSize ChoiceCard::minimumSizeHint() const {
    return layout()->totalMinimumSize();
}

void ChoiceCard::paintParts() {
    const Role role = isEnabled() ? Role::Accent : Role::Muted;
    m_icon->setPixmap(iconPixmap(m_iconName, role, palette(), kIconSide, devicePixelRatioF()));
    // Not the palette's faint colour for what is disabled: that sentence is to be read, too.
    m_title->setForegroundRole(isEnabled() ? QPalette::WindowText : QPalette::PlaceholderText);
    m_sentence->setForegroundRole(QPalette::PlaceholderText);
}

void ChoiceCard::changeEvent(QEvent* event) {
    QPushButton::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::EnabledChange) {
        paintParts();
    }
}

}  // namespace timecoin
