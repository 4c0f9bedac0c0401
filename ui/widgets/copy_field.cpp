#include "ui/widgets/copy_field.h"

#include "ui/widgets/icon.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace timecoin {
namespace {

constexpr int kShownCopiedMs = 1'500;

}  // namespace

QString inChunks(const QString& value, int chunk) {
    QString text;
    for (qsizetype at = 0; at < value.size(); ++at) {
        if (at > 0 && chunk > 0 && at % chunk == 0) text += QLatin1Char(' ');
        text += value[at];
    }
    return text;
}

CopyField::CopyField(const QString& name, QWidget* parent)
    : QWidget(parent),
      m_name(name),
      m_label(new QLabel(this)),
      m_button(new QToolButton(this)) {
    m_label->setFont(codeFont());
    m_label->setWordWrap(true);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_label->setAccessibleName(name);
    connect(m_button, &QToolButton::clicked, this, &CopyField::copy);
    m_back.setSingleShot(true);
    connect(&m_back, &QTimer::timeout, this, [this] { showCopied(false); });
    auto* const layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_label, 1);
    layout->addWidget(m_button, 0, Qt::AlignTop);
    showCopied(false);
    showValue();
}

void CopyField::setValue(const QString& value) {
    m_value = value;
    showValue();
}

void CopyField::setChunked(bool chunked) {
    m_chunked = chunked;
    showValue();
}

void CopyField::showValue() {
    m_label->setText(m_chunked ? inChunks(m_value) : m_value);
    m_label->setAccessibleDescription(m_value);
    m_button->setEnabled(!m_value.isEmpty());
}

void CopyField::copy() {
    if (m_value.isEmpty()) return;
    QGuiApplication::clipboard()->setText(m_value);
    showCopied(true);
    m_back.start(kShownCopiedMs);
    emit copied(m_value);
}

void CopyField::showCopied(bool copied) {
    m_button->setIcon(copied ? icon(QStringLiteral("check"), Role::Good)
                             : icon(QStringLiteral("copy"), Role::Muted));
    const QString text = copied ? tr("Copied") : tr("Copy %1").arg(m_name);
    m_button->setToolTip(text);
    m_button->setAccessibleName(text);
}

}  // namespace timecoin
