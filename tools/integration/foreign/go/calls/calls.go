// Package calls is what the programs in Go that make the calls of an admin client share: a line of JSON for each call
// (../../README.md).
package calls

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"
	"time"
)

// Servers is where the brokers are: the last argument.
var Servers = strings.Split(os.Args[len(os.Args)-1], ",")

// Context is never done.
var Context = context.Background()

// Tell makes a call, and tells what came of it.
func Tell[T any](call string, make func() (T, error)) {
	line := map[string]any{"call": call}
	value, err := make()
	if err != nil {
		line["error"] = err.Error()
	} else {
		line["ok"] = Plain(value)
	}
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
}

// Settle waits until what the last call changed is known to every broker: nothing tells. A real Kafka takes some ms.
func Settle() { time.Sleep(400 * time.Millisecond) }

// Until waits for an answer that is as wanted: for what the brokers do meanwhile. After 20 s it is the last answer, whatever it is.
func Until[T any](ask func() (T, error), isWanted func(T) bool) (T, error) {
	deadline := time.Now().Add(20 * time.Second)
	for {
		answer, err := ask()
		if err != nil || isWanted(answer) || time.Now().After(deadline) {
			return answer, err
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// Plain is a value as it can be told in JSON: structs by their public fields, errors by what they say.
func Plain(value any) any { return plain(reflect.ValueOf(value)) }

var errorType = reflect.TypeFor[error]()

// An id in base64, which some write as Kafka does and some in the other alphabet.
func inUrls(id string) string {
	return strings.NewReplacer("+", "-", "/", "_", "=", "").Replace(id)
}

func plain(value reflect.Value) any {
	if !value.IsValid() {
		return nil
	}
	if value.Type().Implements(errorType) && value.CanInterface() {
		if value.Kind() == reflect.Pointer || value.Kind() == reflect.Interface {
			if value.IsNil() {
				return nil
			}
		}
		return value.Interface().(error).Error()
	}
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		if value.IsNil() {
			return nil
		}
		return plain(value.Elem())
	case reflect.Struct:
		fields := map[string]any{}
		for i := range value.NumField() {
			if field := value.Type().Field(i); field.IsExported() {
				fields[field.Name] = plain(value.Field(i))
			}
		}
		return fields
	case reflect.Map:
		entries := map[string]any{}
		for _, key := range value.MapKeys() {
			entries[fmt.Sprint(key.Interface())] = plain(value.MapIndex(key))
		}
		return entries
	case reflect.Slice, reflect.Array:
		if value.Type().Elem().Kind() == reflect.Uint8 {
			if text, ok := value.Interface().(fmt.Stringer); ok {
				return inUrls(text.String())
			}
			return fmt.Sprintf("%x", value.Interface())
		}
		all := []any{}
		for i := range value.Len() {
			all = append(all, plain(value.Index(i)))
		}
		return all
	case reflect.Func, reflect.Chan:
		return nil
	default:
		return value.Interface()
	}
}
