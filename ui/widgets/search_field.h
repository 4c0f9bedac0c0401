// A line to search with: tells what is typed at once, Escape empties it. Thread: GUI.
#pragma once

#include <QLineEdit>

namespace timecoin {

class SearchField : public QLineEdit {
    Q_OBJECT
public:
    /// `what` is the placeholder and the accessible name: "Search history".
    explicit SearchField(const QString& what, QWidget* parent = nullptr);

    /// Takes the focus with everything selected.
    void beginSearch();

signals:
    /// Trimmed; not told again when only spaces around it have changed.
    void searched(const QString& text);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QString m_last;
};

}  // namespace timecoin
