#include "ui/widgets/notice.h"

#include "ui/widgets/icon.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace timecoin {

Notice::Notice(QWidget* parent)
    : QWidget(parent),
      m_icon(new QLabel(this)),
      m_text(new QLabel(this)),
      m_button(new QPushButton(this)),
      m_close(new QToolButton(this)) {
    m_icon->setFixedSize(kIconSize, kIconSize);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_button->hide();
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setAccessibleName(tr("Close this notice"));
    m_close->setToolTip(tr("Close"));
    m_close->hide();
    connect(m_button, &QPushButton::clicked, this, &Notice::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, [this] {
        clear();
        emit closed();
    });
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(kSpace3, kSpace2, kSpace2, kSpace2);
    layout->setSpacing(kSpace3);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
    hide();
}

void Notice::say(Kind kind, const QString& text, const QString& action) {
    const bool isNew = text != m_text->text() || kind != m_kind;
    m_kind = kind;
    m_text->setText(text);
    m_button->setText(action);
    m_button->setAccessibleName(action);
    m_button->setVisible(!action.isEmpty());
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    paintIcon();
    update();
    if (!isNew || text.isEmpty()) return;
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Notice::clear() {
    say(Kind::Info, {});
}

void Notice::setClosable(bool closable) {
    m_close->setVisible(closable);
}

QString Notice::text() const {
    return m_text->text();
}

Role Notice::role() const {
    switch (m_kind) {
    case Kind::Info: return Role::Accent;
    case Kind::Wait: return Role::Wait;
    case Kind::Bad: return Role::Bad;
    case Kind::Good: return Role::Good;
    }
    return Role::Accent;
}

void Notice::paintIcon() {
    QString name = QStringLiteral("about");
    QString spoken = tr("Note");
    if (m_kind == Kind::Wait) {
        name = QStringLiteral("warning");
        spoken = tr("Attention");
    } else if (m_kind == Kind::Bad) {
        name = QStringLiteral("alert");
        spoken = tr("Warning");
    } else if (m_kind == Kind::Good) {
        name = QStringLiteral("check");
        spoken = tr("Done");
    }
    m_icon->setAccessibleName(spoken);
    m_icon->setPixmap(iconPixmap(name, role(), palette(), kIconSize, devicePixelRatioF()));
}

void Notice::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(roleColor(Role::Raised, palette()));
    painter.drawRoundedRect(rect(), kRadius, kRadius);
}

void Notice::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) paintIcon();
    QWidget::changeEvent(event);
}

}  // namespace timecoin
